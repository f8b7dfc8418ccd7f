import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { loadEnv } from '#config';
import { DatabaseModule } from '#database';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsString, Length } from 'class-validator';
import { parse } from 'yaml';
import { ServiceHoursRepository } from './clocks/service-hours.repository';
import { entities } from './database/entities';
import { DemoCity, DemoCityFile } from './demo-city';
import { DeskEnv } from './desk.env';
import { readCatalogue } from './matters/catalogue-files';
import { MattersModule } from './matters/matters.module';
import { MattersService } from './matters/matters.service';
import { SeatsRepository } from './seats/seats.repository';
import { validate } from '#contracts';

class SeedEnv extends DeskEnv {
  @IsString()
  CATALOGUE_DIR!: string;

  @IsString()
  DEMO_CITY_FILE!: string;

  @IsString()
  @Length(8, 200)
  DEMO_PASSWORD!: string;
}

@Module({ imports: [MattersModule], providers: [DemoCity, SeatsRepository, ServiceHoursRepository] })
class SeedModule {}

/** Loads the catalogue into a desk that has no matters yet, and those of the demo's staff who are not there. */
async function seed(): Promise<string> {
  const env = loadEnv(SeedEnv);
  const catalogue = await readCatalogue(env.CATALOGUE_DIR);
  const city = validate(DemoCityFile, parse(await readFile(env.DEMO_CITY_FILE, 'utf8')), 'refuse');
  const root = {
    module: SeedModule,
    imports: [DatabaseModule.forService({ url: env.DATABASE_URL, schema: 'desk', entities })],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error', 'warn'] });
  try {
    const matters = app.get(MattersService);
    const { items } = await matters.list({ limit: 1 });
    if (items.length === 0) await matters.import(catalogue, false);
    const added = await app.get(DemoCity).load(city, env.DEMO_PASSWORD);
    return `desk: ${items.length === 0 ? 'catalogue loaded' : 'matters are there'}, ${added} of the demo's staff added`;
  } finally {
    await app.close();
  }
}

seed().then(console.log, (error: unknown) => {
  console.error(`The desk could not be seeded: ${String(error)}`);
  process.exitCode = 1;
});
