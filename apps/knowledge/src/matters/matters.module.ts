import { Module } from '@nestjs/common';
import { MatterDirectory } from './matter-directory.service';

@Module({ providers: [MatterDirectory], exports: [MatterDirectory] })
export class MattersModule {}
