import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config';
import { Anonymous, Limit, Problem } from '../http';
import { AddressList, LOOPBACK } from '../network';
import { Metrics } from './metrics';

@ApiExcludeController()
@Controller('metrics')
@Limit('none')
export class MetricsController {
  private readonly readers: AddressList;

  constructor(
    private readonly metrics: Metrics,
    @Inject(SETTINGS) { http }: Settings,
  ) {
    this.readers = new AddressList([...LOOPBACK, ...http.metricsFrom]);
  }

  /** For Prometheus on this machine or on those named; for everybody else there is nothing here. */
  @Get()
  @Anonymous()
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.readers.includes(request.ip)) throw new Problem('not_found', 'http.404');
    void reply.type(this.metrics.contentType);
    return this.metrics.text();
  }
}
