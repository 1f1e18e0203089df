import { IsChoice, IsCode, IsSentence, ListQuery, MayBeLeftOut } from '../platform/http';
import { LANGUAGES } from '../platform/messages';

export class PublishInput {
  /** The code of one source; all that are no examples, those to come included, when left out. */
  @MayBeLeftOut() @IsCode() source?: string;
  @IsSentence(2000) reason!: string;
}

export class WithdrawInput {
  @IsSentence(2000) reason!: string;
}

export class PublicationQuery extends ListQuery {
  /** Only what everybody sees now, or only what was taken back. */
  @MayBeLeftOut() @IsChoice(['in_force', 'withdrawn']) state?: string;
}

export class PublicQuery {
  /** `zh-CN` or `en`; by Accept-Language when left out. */
  @MayBeLeftOut() @IsChoice(LANGUAGES) lang?: 'zh-CN' | 'en';
}

export class PublicationView {
  id!: number;
  /** Null for all sources that are no examples. */
  sourceCode!: string | null;
  /** `in_force` or `withdrawn`. */
  state!: string;
  reason!: string;
  publishedAt!: string;
  publishedBy!: string;
  withdrawnAt!: string | null;
  withdrawnBy!: string | null;
  withdrawnReason!: string | null;
}

/** A commitment as everybody may see it. Decimals are text. */
export class PublicCommitment {
  code!: string;
  name!: string;
  area!: string;
  source!: string;
  statedOn!: string;
  /** Who stated it, in public. */
  speakers!: string;
  /** What was promised, as a sentence. */
  statement!: string;
  comparator!: string;
  target!: string;
  unit!: string;
  deadline!: string;
  /** The latest accepted value, with its day; null where there is none. */
  value!: string | null;
  valueAt!: string | null;
  qualifier!: string | null;
  /** In words. */
  status!: string | null;
  light!: string | null;
}

export class PublicCommitments {
  commitments!: PublicCommitment[];
}
