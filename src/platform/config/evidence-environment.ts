import { join, resolve } from 'node:path';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { HostAndPort, WholeNumber } from './environment-rules';

/** A store that speaks the protocol of S3. */
export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface EvidenceSettings {
  /** Absolute path: the store itself, and where files arrive even when the store is elsewhere. */
  readonly folder: string;
  readonly maxBytes: number;
  /** Null: files stay in `folder`. */
  readonly s3: S3Settings | null;
  /** The virus scanner (clamd); null: nothing is scanned. */
  readonly clamd: { readonly host: string; readonly port: number } | null;
}

/** One of these alone makes the others necessary: half a store is none. */
const anyOfS3 = (env: EvidenceEnvironment): boolean =>
  [
    env.EVIDENCE_S3_ENDPOINT,
    env.EVIDENCE_S3_BUCKET,
    env.EVIDENCE_S3_ACCESS_KEY,
    env.EVIDENCE_S3_SECRET_KEY,
  ].some((value) => value !== undefined);

/** Where evidence goes, how large it may be, and who looks for viruses. */
export class EvidenceEnvironment {
  @IsOptional() @IsString() EVIDENCE_FOLDER?: string = undefined;
  @WholeNumber()
  @IsInt()
  @Min(1024)
  @Max(1024 ** 3)
  EVIDENCE_MAX_BYTES: number = 50 * 1024 ** 2;
  @ValidateIf(anyOfS3) @Matches(/^https?:\/\/\S+$/) EVIDENCE_S3_ENDPOINT?: string = undefined;
  @ValidateIf(anyOfS3) @Matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/) EVIDENCE_S3_BUCKET?: string = undefined;
  @Matches(/^[a-z0-9-]{1,64}$/) EVIDENCE_S3_REGION: string = 'us-east-1';
  @ValidateIf(anyOfS3) @IsString() @Length(1) EVIDENCE_S3_ACCESS_KEY?: string = undefined;
  @ValidateIf(anyOfS3) @IsString() @Length(1) EVIDENCE_S3_SECRET_KEY?: string = undefined;
  @IsOptional() @HostAndPort() EVIDENCE_CLAMD?: string = undefined;
}

export function evidenceSettings(env: EvidenceEnvironment, dataDirectory: string): EvidenceSettings {
  const [host = '', port = ''] = env.EVIDENCE_CLAMD?.split(':') ?? [];
  return Object.freeze({
    folder:
      env.EVIDENCE_FOLDER === undefined ? join(dataDirectory, 'evidence') : resolve(env.EVIDENCE_FOLDER),
    maxBytes: env.EVIDENCE_MAX_BYTES,
    s3: s3Of(env),
    clamd: env.EVIDENCE_CLAMD === undefined ? null : { host, port: Number(port) },
  });
}

function s3Of(env: EvidenceEnvironment): S3Settings | null {
  const endpoint = env.EVIDENCE_S3_ENDPOINT;
  const bucket = env.EVIDENCE_S3_BUCKET;
  const accessKey = env.EVIDENCE_S3_ACCESS_KEY;
  const secretKey = env.EVIDENCE_S3_SECRET_KEY;
  if (endpoint === undefined || bucket === undefined || accessKey === undefined || secretKey === undefined)
    return null;
  return { endpoint, bucket, region: env.EVIDENCE_S3_REGION, accessKey, secretKey };
}
