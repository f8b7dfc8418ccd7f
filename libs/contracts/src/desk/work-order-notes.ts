import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { BilingualText } from '../text';

/** An extension that was asked for; once for an order. */
export class OrderExtensionView {
  @IsIn(['requested', 'granted', 'refused'])
  state!: 'requested' | 'granted' | 'refused';

  /** As many as were asked for, or granted. */
  @IsInt()
  workdays!: number;

  @IsString()
  reason!: string;
}

/** Why an order was not taken, and where the matter belongs instead. */
export class OrderDeclineView {
  @IsString()
  code!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  reason!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  channel!: BilingualText;

  /** What the desk said with it; of the class `other` it is the channel. */
  @IsOptional()
  @IsString()
  text!: string | null;
}

/** A number to call at once. */
export class EmergencyNumber {
  @IsString()
  number!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  service!: BilingualText;
}
