import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';

/** As many as fit into one message of NATS. */
export const MAX_WAITING_AT_GATEWAY = 20_000;

/** A gateway lives, and businesses that wait in these conversations are connected to it. */
export class RenewGatewayLease {
  /** New with every start of its process. */
  @IsUUID()
  gatewayId!: string;

  @IsArray()
  @ArrayMaxSize(MAX_WAITING_AT_GATEWAY)
  @IsUUID(undefined, { each: true })
  conversationIds!: string[];
}
