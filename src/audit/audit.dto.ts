import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsChoice, IsInstant, IsSentence, IsWholeText, ListQuery, MayBeLeftOut } from '../platform/http';
import { LANGUAGES } from '../platform/messages';

const VIAS = ['session', 'token', 'command', 'system'] as const;
const LARGEST_ID = 2_147_483_647;

/** What the trail may be searched by. */
export class AuditFilter {
  /** From this moment on. */
  @MayBeLeftOut() @IsInstant() from?: string;
  /** Before this moment. */
  @MayBeLeftOut() @IsInstant() to?: string;
  /** A part of the name of whoever did it, as it was then. */
  @MayBeLeftOut() @IsSentence(200) actor?: string;
  /** The person, through whatever account. */
  @MayBeLeftOut() @IsWholeText(1, LARGEST_ID) personId?: number;
  /** How the action begins: `actual.` for all about actuals. */
  @MayBeLeftOut() @IsSentence(64) action?: string;
  /** What it was done to, by its whole code or id. */
  @MayBeLeftOut() @IsSentence(200) subject?: string;
  /** How it came in. */
  @MayBeLeftOut() @IsChoice(VIAS) via?: (typeof VIAS)[number];
  /** A part of the details, in upper or lower case. */
  @MayBeLeftOut() @IsSentence(200) text?: string;
}

export class AuditEventQuery extends IntersectionType(ListQuery, AuditFilter) {}

export class AuditExportQuery extends AuditFilter {
  /** `zh-CN` or `en`; by Accept-Language when left out. */
  @MayBeLeftOut() @IsChoice(LANGUAGES) lang?: 'zh-CN' | 'en';
  /** `machine` for stable snake_case headers; `words` (the default) for people. */
  @MayBeLeftOut() @IsChoice(['words', 'machine']) @ApiPropertyOptional() header: 'words' | 'machine' =
    'words';
}

export class AuditEventView {
  id!: string;
  at!: string;
  /** As shown at the time; the ids say who it really was. */
  actor!: string;
  personId!: number | null;
  accountId!: number | null;
  via!: string;
  address!: string | null;
  action!: string;
  subject!: string;
  details!: Record<string, unknown>;
  /** Its place in the chain; null until it is sealed. */
  position!: number | null;
  sealedAt!: string | null;
  hash!: string | null;
}

export class AnchorView {
  day!: string;
  position!: number;
  hash!: string;
  sealedAt!: string;
}

export class ChainView {
  /** How far the chain goes; 0 while nothing is sealed. */
  position!: number;
  sealedAt!: string | null;
  /** Events that wait to be sealed. */
  unsealed!: number;
  lastAnchor!: AnchorView | null;
}
