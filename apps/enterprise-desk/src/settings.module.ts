import { type DynamicModule, Module } from '@nestjs/common';
import { DeskEnv } from './desk.env';
import { PersonalData } from './personal-data/personal-data';

/** The desk's settings, and what is made of its secrets, for every module. */
@Module({})
export class SettingsModule {
  static with(env: DeskEnv): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [
        { provide: DeskEnv, useValue: env },
        { provide: PersonalData, useValue: new PersonalData(Buffer.from(env.PERSONAL_DATA_KEY, 'base64')) },
      ],
      exports: [DeskEnv, PersonalData],
    };
  }
}
