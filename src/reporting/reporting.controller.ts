import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Principal, reachOf } from '../domain/access';
import { ApiPage, CurrentPrincipal, type Page, Permit } from '../platform/http';
import { ListOwed } from './list-owed';
import { MatrixQuery, MatrixView, OwedItem, OwedQuery } from './reporting.dto';
import { ShowMatrix } from './show-matrix';

@ApiTags('reporting')
@Controller('reporting')
export class ReportingController {
  constructor(
    private readonly showMatrix: ShowMatrix,
    private readonly listOwed: ListOwed,
  ) {}

  /** Series by periods: who has reported, who is due, who is late. */
  @Get('matrix')
  @Permit('record.read')
  matrix(@Query() query: MatrixQuery, @CurrentPrincipal() principal: Principal): Promise<MatrixView> {
    return this.showMatrix.execute(query, reachOf(principal, 'record.read'));
  }

  /** What is to be reported now, by due day; of the last two years. */
  @Get('owed')
  @Permit('record.read')
  @ApiPage(OwedItem)
  owed(@Query() query: OwedQuery, @CurrentPrincipal() principal: Principal): Promise<Page<OwedItem>> {
    return this.listOwed.execute(query, reachOf(principal, 'record.read'));
  }
}
