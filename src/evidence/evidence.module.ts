import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import type { EvidenceSettings } from '../platform/config';
import { ArrivalsRepository } from './arrivals.repository';
import { ClamdScanner } from './clamd-scanner';
import { EvidenceController } from './evidence.controller';
import { EvidenceRepository } from './evidence.repository';
import { IncomingFolder } from './incoming-folder';
import { EVIDENCE_SCANNER, InspectFile } from './inspect-file';
import { KeepEvidence } from './keep-evidence';
import { ReadEvidence } from './read-evidence';
import { DiskStore, EVIDENCE_STORE, S3Store } from './store';
import { SweepEvidence } from './sweep-evidence';
import { EVIDENCE_SETTINGS, UploadEvidence } from './upload-evidence';
import { VerifyEvidence } from './verify-evidence';

@Module({})
export class EvidenceModule {
  static with(settings: EvidenceSettings): DynamicModule {
    const { folder, s3, clamd } = settings;
    return {
      module: EvidenceModule,
      global: true,
      imports: [AuditModule],
      controllers: [EvidenceController],
      providers: [
        { provide: EVIDENCE_SETTINGS, useValue: settings },
        {
          provide: EVIDENCE_STORE,
          useFactory: () => (s3 === null ? new DiskStore(folder) : new S3Store(s3)),
        },
        { provide: EVIDENCE_SCANNER, useFactory: () => (clamd === null ? null : new ClamdScanner(clamd)) },
        { provide: IncomingFolder, useFactory: () => new IncomingFolder(folder) },
        EvidenceRepository,
        ArrivalsRepository,
        InspectFile,
        KeepEvidence,
        UploadEvidence,
        ReadEvidence,
        VerifyEvidence,
        SweepEvidence,
      ],
      exports: [VerifyEvidence, SweepEvidence, IncomingFolder],
    };
  }
}
