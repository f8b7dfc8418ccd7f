import { Module } from '@nestjs/common';
import { InboxModule } from '#outbox';
import { ClassificationsModule } from '../classifications/classifications.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { DeferredRequestsModule } from '../deferred-requests/deferred-requests.module';
import { DispatchDirectoryModule } from '../dispatch-directory/dispatch-directory.module';
import { EnterprisesModule } from '../enterprises/enterprises.module';
import { MattersModule } from '../matters/matters.module';
import { MessagesModule } from '../messages/messages.module';
import { PersonalAccessModule } from '../personal-access/personal-access.module';
import { SeatsModule } from '../seats/seats.module';
import { DeferredOrdersService } from './deferred-orders.service';
import { OrderConcealment } from './order-concealment.service';
import { OrderConsequences } from './order-consequences';
import { OrderCreationService } from './order-creation.service';
import { OrderDoor } from './order-door';
import { OrderIntake } from './order-intake';
import { OrderJoining } from './order-joining';
import { OrderLights } from './order-lights';
import { OrderLightsRepository } from './order-lights.repository';
import { OrderListeners } from './order-listeners';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder } from './order-recorder';
import { OrderViews } from './order-views';
import { WorkOrdersHandler } from './work-orders.handler';
import { WorkOrdersRepository } from './work-orders.repository';
import { WorkOrdersService } from './work-orders.service';

@Module({
  imports: [
    ClassificationsModule,
    ConversationsModule,
    DeferredRequestsModule,
    DispatchDirectoryModule,
    EnterprisesModule,
    InboxModule,
    MattersModule,
    MessagesModule,
    PersonalAccessModule,
    SeatsModule,
  ],
  controllers: [WorkOrdersHandler],
  providers: [
    DeferredOrdersService,
    OrderConcealment,
    OrderConsequences,
    OrderCreationService,
    OrderDoor,
    OrderIntake,
    OrderJoining,
    OrderLights,
    OrderLightsRepository,
    OrderListeners,
    OrderNumbers,
    OrderRecorder,
    OrderViews,
    WorkOrdersRepository,
    WorkOrdersService,
  ],
  exports: [OrderLights, OrderListeners, OrderViews, WorkOrdersService],
})
export class WorkOrdersModule {}
