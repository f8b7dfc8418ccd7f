import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsInt, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { MAX_INTEGER } from '../paging';
import { ConversationView } from './conversation';
import { Entry } from './message';
import { OfferView } from './routing';

export class LastSeen {
  @IsUUID()
  conversationId!: string;

  @IsInt()
  @Max(MAX_INTEGER)
  @Min(0)
  lastSequence!: number;
}

/** What the client has already; the answer is what it has missed, in every open conversation of the caller and in those named. */
export class SyncConversations {
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => LastSeen)
  conversations!: LastSeen[];
}

export class SyncedConversation {
  @IsDefined()
  @ValidateNested()
  @Type(() => ConversationView)
  conversation!: ConversationView;

  /** At most 200, fewer or none where they are long; fetch the rest while the last one is below `conversation.lastSequence`. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Entry)
  entries!: Entry[];
}

export class SyncReport {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SyncedConversation)
  conversations!: SyncedConversation[];

  /** Seats only: offers still open. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OfferView)
  offers!: OfferView[];
}

/** Which conversations the caller will be told of: those of its own that are open, and those that are named. */
export class ListViewable {
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  conversationIds!: string[];
}

export class ViewableList {
  @IsArray()
  @IsUUID(undefined, { each: true })
  conversationIds!: string[];
}

/** The last sequence of each conversation asked for, to find out in one call which of them moved on. */
export class ListHeads {
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  conversationIds!: string[];
}

export class HeadList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LastSeen)
  heads!: LastSeen[];
}
