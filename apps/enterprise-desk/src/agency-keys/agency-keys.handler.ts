import { Controller } from '@nestjs/common';
import {
  AgencyKeyPage,
  AgencyKeyRef,
  AgencyKeyView,
  CreateAgencyKey,
  ExchangeAgencyKey,
  ListAgencyKeys,
  NewAgencyKey,
  RotateAgencyKey,
  SessionGrant,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { AgencyKeysService } from './agency-keys.service';

@Controller()
export class AgencyKeysHandler {
  constructor(private readonly keys: AgencyKeysService) {}

  @Handles('desk.agency-key.create')
  create(request: CreateAgencyKey, { identity }: Caller): Promise<NewAgencyKey> {
    return this.keys.create(request, identity.partyId);
  }

  @Handles('desk.agency-key.list')
  list(request: ListAgencyKeys): Promise<AgencyKeyPage> {
    return this.keys.list(request);
  }

  @Handles('desk.agency-key.rotate')
  rotate(request: RotateAgencyKey, { identity }: Caller): Promise<NewAgencyKey> {
    return this.keys.rotate(request, identity.partyId);
  }

  @Handles('desk.agency-key.revoke')
  revoke({ keyId }: AgencyKeyRef): Promise<AgencyKeyView> {
    return this.keys.revoke(keyId);
  }

  @Handles('desk.agency-key.exchange')
  exchange({ key }: ExchangeAgencyKey): Promise<SessionGrant> {
    return this.keys.exchange(key);
  }
}
