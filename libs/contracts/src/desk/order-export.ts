import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsTime } from '../time';
import { ORDER_STATUSES, type OrderStatus } from './work-order';

export const ORDER_EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type OrderExportFormat = (typeof ORDER_EXPORT_FORMATS)[number];

/** The columns of an export, in order. */
export const ORDER_EXPORT_COLUMNS = [
  '工单编号',
  '状态',
  '类型',
  '紧急程度',
  '渠道',
  '事项编码',
  '区域',
  '分类',
  '标题',
  '内容',
  '企业名称',
  '联系电话',
  '主办单位',
  '诉求次数',
  '退单次数',
  '重办次数',
  '督办',
  '不予受理情形',
  '转办渠道',
  '创建时间',
  '更新时间',
] as const;

/** The next rows of an export, oldest first; confidential orders are left out. */
export class ReadOrderExport {
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  @IsOptional()
  @IsTime()
  from?: string;

  @IsOptional()
  @IsTime()
  to?: string;

  @IsOptional()
  @IsIn(ORDER_STATUSES)
  status?: OrderStatus;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;
}

export class OrderExportPage {
  /** The cells of each row, as the columns go; personal data is masked. */
  @IsArray()
  @IsArray({ each: true })
  rows!: string[][];

  @IsOptional()
  @IsString()
  nextCursor?: string;
}
