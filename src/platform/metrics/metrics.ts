import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { answerWithin } from '../database';

/** A scrape must come to its end also when the database does not answer. */
const READ_WITHIN_MS = 2_000;

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface GaugeAbout {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** What Prometheus is told. Labels take few values: never an address, a code or a person. */
@Injectable()
export class Metrics {
  private readonly log = new Logger(Metrics.name);
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** By the pattern of the route and the class of the status; what has no route is one series. */
  countAnswer(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url;
    this.requests.observe(
      {
        method: route === undefined ? 'any' : request.method,
        route: route ?? 'none',
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1000,
    );
  }

  /** A value that is read whenever it is asked for; where that fails, it is left out of this answer. */
  gauge(about: GaugeAbout, read: () => Promise<readonly Sample[]> | readonly Sample[]): void {
    const gauge = new Gauge({
      ...about,
      labelNames: about.labelNames ?? [],
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        try {
          const samples = await answerWithin(READ_WITHIN_MS, Promise.resolve(read()));
          for (const { labels = {}, value } of samples) gauge.set(labels, value);
        } catch (error) {
          gauge.remove();
          this.log.warn(`${about.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
