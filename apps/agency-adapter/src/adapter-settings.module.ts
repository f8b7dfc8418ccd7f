import { type DynamicModule, Module } from '@nestjs/common';
import { AdapterEnv } from './adapter.env';
import { Kind, type AgencyKind } from './kinds/agency-kind';

/** The adapter's settings and the kind that it is, for every module. */
@Module({})
export class AdapterSettingsModule {
  static with(env: AdapterEnv, kind: AgencyKind): DynamicModule {
    return {
      module: AdapterSettingsModule,
      global: true,
      providers: [
        { provide: AdapterEnv, useValue: env },
        { provide: Kind, useValue: kind },
      ],
      exports: [AdapterEnv, Kind],
    };
  }
}
