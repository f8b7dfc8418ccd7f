import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { DtoClass } from './validation';

/** Asks for one page of a list; `cursor` is the previous page's `nextCursor`. */
export class PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** The greatest integer that the database keeps in a column. */
export const MAX_INTEGER = 2_147_483_647;

export const DEFAULT_PAGE_SIZE = 50;

/** A page of `Item`; no `nextCursor` on the last one. */
export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

/** The DTO class of a page of `item`. */
export function pageOf<Item extends object>(item: DtoClass<Item>): DtoClass<Page<Item>> {
  class PageDto implements Page<Item> {
    @IsArray()
    @ValidateNested({ each: true })
    @Type(() => item)
    items!: Item[];

    @IsOptional()
    @IsString()
    nextCursor?: string;
  }
  return PageDto;
}

/** An empty request or reply. */
export class Nothing {}

export class ById {
  @IsString()
  @MaxLength(100)
  id!: string;
}
