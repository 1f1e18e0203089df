import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from './errors';
import { giveTo } from './ownership';
import type { ServerUser } from './server-user';

export const SUPERUSER = 'postgres';
export const OWNER = 'duixian_owner';
export const APPLICATION = 'duixian_app';
export const DATABASE = 'duixian';

/** Kept inside the cluster, so that the passwords go wherever the data goes. */
export interface Connection {
  readonly passwords: {
    readonly [SUPERUSER]: string;
    readonly [OWNER]: string;
    readonly [APPLICATION]: string;
  };
  /** Of the last start; taken again where it is still free. Null before the first. */
  readonly port: number | null;
  readonly pid: number | null;
}

function fileIn(cluster: string): string {
  return join(cluster, 'duixian-connection.json');
}

export function newConnection(): Connection {
  const password = () => randomBytes(24).toString('base64url');
  const passwords = { [SUPERUSER]: password(), [OWNER]: password(), [APPLICATION]: password() };
  return { passwords, port: null, pid: null };
}

/** Throws `connection_file_unusable`. */
export function readConnection(cluster: string): Connection {
  const file = fileIn(cluster);
  try {
    const connection = JSON.parse(readFileSync(file, 'utf8')) as Connection;
    const { passwords } = connection;
    if (passwords[SUPERUSER] && passwords[OWNER] && passwords[APPLICATION]) return connection;
  } catch (error) {
    throw new EmbeddedError('connection_file_unusable', { file }, { cause: error });
  }
  throw new EmbeddedError('connection_file_unusable', { file });
}

/** Replaces the file as a whole and for good; a power cut leaves the old one or the new one. */
export function writeConnection(cluster: string, connection: Connection, user: ServerUser | null): void {
  const next = `${fileIn(cluster)}.next`;
  rmSync(next, { force: true });
  const descriptor = openSync(next, 'wx', 0o600);
  try {
    writeFileSync(descriptor, `${JSON.stringify(connection, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  giveTo(user, next);
  renameSync(next, fileIn(cluster));
}

/** A postgres:// URL on 127.0.0.1. */
export function urlFor(
  { passwords }: Connection,
  role: keyof Connection['passwords'],
  port: number,
  database: string,
): string {
  // Said outright, because PGSSLMODE in somebody's environment would otherwise ask for what is not there.
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}?sslmode=disable`;
}
