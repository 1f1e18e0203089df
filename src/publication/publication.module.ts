import { Module } from '@nestjs/common';
import { KeepPublications } from './keep-publications';
import { PublicController } from './public.controller';
import { PublicationsController } from './publications.controller';
import { PublicationsRepository } from './publications.repository';
import { ReadPublished } from './read-published';

@Module({
  controllers: [PublicationsController, PublicController],
  providers: [PublicationsRepository, KeepPublications, ReadPublished],
})
export class PublicationModule {}
