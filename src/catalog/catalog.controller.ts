import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, CodeParam, ListQuery, type Page, Permit } from '../platform/http';
import {
  AreaQuery,
  AreaView,
  DepartmentQuery,
  DepartmentView,
  IndicatorQuery,
  IndicatorView,
  SourceView,
} from './catalog.dto';
import { CatalogRepository } from './catalog.repository';

@ApiTags('catalog')
@Controller('areas')
@Permit('reference.read')
export class AreasController {
  constructor(private readonly catalog: CatalogRepository) {}

  /** Areas, in a tree by `parentCode`. */
  @Get()
  @ApiPage(AreaView)
  list(@Query() query: AreaQuery): Promise<Page<AreaView>> {
    return this.catalog.areas(query);
  }

  @Get(':code') one(@CodeParam('area.not_found') code: string): Promise<AreaView> {
    return this.catalog.area(code);
  }
}

@ApiTags('catalog')
@Controller('departments')
@Permit('reference.read')
export class DepartmentsController {
  constructor(private readonly catalog: CatalogRepository) {}

  /** The units that answer for goals. */
  @Get()
  @ApiPage(DepartmentView)
  list(@Query() query: DepartmentQuery): Promise<Page<DepartmentView>> {
    return this.catalog.departments(query);
  }

  @Get(':code') one(@CodeParam('department.not_found') code: string): Promise<DepartmentView> {
    return this.catalog.department(code);
  }
}

@ApiTags('catalog')
@Controller('sources')
@Permit('reference.read')
export class SourcesController {
  constructor(private readonly catalog: CatalogRepository) {}

  /** Where and by whom commitments were stated. */
  @Get()
  @ApiPage(SourceView)
  list(@Query() query: ListQuery): Promise<Page<SourceView>> {
    return this.catalog.sources(query);
  }

  @Get(':code') one(@CodeParam('source.not_found') code: string): Promise<SourceView> {
    return this.catalog.source(code);
  }
}

@ApiTags('catalog')
@Controller('indicators')
@Permit('reference.read')
export class IndicatorsController {
  constructor(private readonly catalog: CatalogRepository) {}

  /** What is measured, and how an entry is to be read. */
  @Get()
  @ApiPage(IndicatorView)
  list(@Query() query: IndicatorQuery): Promise<Page<IndicatorView>> {
    return this.catalog.indicators(query);
  }

  @Get(':code') one(@CodeParam('indicator.not_found') code: string): Promise<IndicatorView> {
    return this.catalog.indicator(code);
  }
}
