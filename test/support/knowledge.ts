import { Global, Module } from '@nestjs/common';
import type { Identity, MatterPage, Role } from '#contracts';
import { Bus } from '#messaging';
import { v7 as uuidv7 } from 'uuid';
import { AttachmentsModule } from '../../apps/knowledge/src/attachments/attachments.module';
import { ArticlesModule } from '../../apps/knowledge/src/articles/articles.module';

const MATTERS = ['SCJG-01', 'GJJ-01', 'ZXQY-01'];

/** What the desk says of matters; each belongs to the agency that its code begins with. */
export const mattersOf = (codes: readonly string[]): MatterPage => ({
  items: codes.map((code) => ({
    code,
    agencyCode: code.split('-')[0] ?? '',
    verified: false,
    name: { zh: code, en: code },
    agencyName: { zh: code, en: code },
    version: 1,
  })),
});

/** Answers in the desk's place which matters there are. */
const desk = { request: async (): Promise<MatterPage> => mattersOf(MATTERS) };

@Global()
@Module({ providers: [{ provide: Bus, useValue: desk }], exports: [Bus] })
class DeskModule {}

/** The articles of the knowledge service beside a desk that answers. */
@Module({ imports: [DeskModule, ArticlesModule, AttachmentsModule] })
export class KnowledgeUnderTest {}

/** Somebody with a session of the role. */
export function someone(role: Role, over: Partial<Identity> = {}): Identity {
  const partyId = uuidv7();
  return { partyId, sessionId: uuidv7(), role, name: `${role} ${partyId.slice(-4)}`, expiresAt: 0, ...over };
}
