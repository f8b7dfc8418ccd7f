import { ServiceEnv } from '#config';
import { AGENCY_CODE } from '#contracts';
import { IsIn, Matches } from 'class-validator';

export const AGENCY_KINDS = ['http-push', 'http-pull', 'portal'] as const;
export type AgencyKindName = (typeof AGENCY_KINDS)[number];

/** What every adapter reads; its kind reads its own settings besides. */
export class AdapterEnv extends ServiceEnv {
  @Matches(AGENCY_CODE, { message: 'AGENCY_CODE must be capital letters and digits, such as SCJG' })
  AGENCY_CODE!: string;

  @IsIn(AGENCY_KINDS)
  AGENCY_KIND!: AgencyKindName;
}
