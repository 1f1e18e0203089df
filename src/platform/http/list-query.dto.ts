import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsSentence, IsWholeText, MayBeLeftOut } from './validation';

/** What every list takes. Filters of its own are added by each list. */
export class ListQuery {
  /** How many items at most, 1 to 200. */
  @MayBeLeftOut()
  @IsWholeText(1, 200)
  @ApiPropertyOptional()
  limit: number = 50;

  /** Where the page before ended (`nextCursor`). */
  @MayBeLeftOut()
  @IsSentence(1000)
  cursor?: string;

  /** A field to sort by, `-` before it for descending. */
  @MayBeLeftOut()
  @Matches(/^-?[a-z][A-Za-z]{0,40}$/, { message: '{"code":"field.sort","params":{}}' })
  sort?: string;
}

export class Page<Item> {
  items!: Item[];
  /** Pass as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
