import type { OrderAction } from '#contracts';
import { planHandovers, type Holder, type OrderMove } from './plan-handovers';

const SCJG: Holder = { agencyCode: 'SCJG', part: 'lead' };
const GJJ: Holder = { agencyCode: 'GJJ', part: 'co-handler' };

const told = (
  move: Partial<OrderMove> & Pick<OrderMove, 'action'>,
  holders: Holder[] = [SCJG, GJJ],
): string[] =>
  planHandovers({ status: 'dispatched', lead: 'SCJG', ...move }, holders).map(
    ({ agencyCode, kind, part }) => `${agencyCode} ${kind}${part === 'lead' ? '' : ' (co)'}`,
  );

describe('who is told what of an action', () => {
  it.each<[OrderAction, string[]]>([
    ['urge', ['SCJG urged', 'GJJ urged (co)']],
    ['supervise', ['SCJG supervised', 'GJJ supervised (co)']],
    ['suspend', ['SCJG suspended', 'GJJ suspended (co)']],
    ['resume', ['SCJG resumed', 'GJJ resumed (co)']],
    ['settle', ['SCJG settled', 'GJJ settled (co)']],
    ['merge', ['SCJG withdrawn', 'GJJ withdrawn (co)']],
    ['decline', ['SCJG withdrawn', 'GJJ withdrawn (co)']],
    ['withdraw', ['SCJG withdrawn', 'GJJ withdrawn (co)']],
    ['conceal', ['SCJG confidentiality', 'GJJ confidentiality (co)']],
    ['reveal', ['SCJG confidentiality', 'GJJ confidentiality (co)']],
    ['classify', []],
    ['grant-extension', ['SCJG extension-decided']],
    ['refuse-extension', ['SCJG extension-decided']],
    ['refuse-return', ['SCJG return-refused']],
    ['accept-reply', ['SCJG reply-accepted']],
    ['refuse-reply', ['SCJG reply-refused']],
    ['redo', ['SCJG redo']],
    ['sign', []],
    ['reply', []],
    ['remark', []],
    ['archive', []],
  ])('%s', (action, expected) => expect(told({ action })).toEqual(expected));

  it('gives the order to its lead, and to a co-handler by name', () => {
    expect(told({ action: 'dispatch' }, [])).toEqual(['SCJG order']);
    expect(told({ action: 'create' }, [])).toEqual(['SCJG order']);
    expect(told({ action: 'create', lead: null, status: 'draft' }, [])).toEqual([]);
    expect(told({ action: 'add-co-handler', named: 'GJJ' }, [SCJG])).toEqual(['GJJ order (co)']);
  });

  it('takes the order from the co-handler that is relieved of it', () => {
    const relieve = { action: 'relieve-co-handler' as const, named: 'GJJ' };
    expect(told(relieve)).toEqual(['GJJ withdrawn (co)']);
    expect(told(relieve, [SCJG, { ...GJJ, relieved: true }])).toEqual([]);
  });

  it('takes the order from who led it before', () => {
    expect(told({ action: 'reassign', lead: 'ZXQY' })).toEqual(['SCJG withdrawn', 'ZXQY order']);
    expect(told({ action: 'accept-return', lead: 'ZXQY', named: 'ZXQY' })).toEqual([
      'SCJG withdrawn',
      'ZXQY order',
    ]);
    expect(told({ action: 'rule', lead: 'ZXQY' })).toEqual(['SCJG withdrawn', 'ZXQY order']);
    expect(told({ action: 'rule', lead: 'SCJG' })).toEqual(['SCJG return-refused']);
  });

  it('asks for their positions whoever has or had the order when an adjudication opens', () => {
    const former: Holder = { agencyCode: 'ZXQY', part: 'lead', relieved: true };
    expect(told({ action: 'object', status: 'adjudicating' }, [SCJG, former])).toEqual([
      'SCJG position-asked',
      'ZXQY position-asked',
    ]);
    expect(told({ action: 'urge' }, [SCJG, former])).toEqual(['SCJG urged']);
    expect(told({ action: 'state-position', status: 'adjudicating' })).toEqual([]);
    expect(told({ action: 'return', status: 'adjudicating' })).toEqual([
      'SCJG position-asked',
      'GJJ position-asked (co)',
    ]);
    expect(told({ action: 'return', status: 'returned' })).toEqual([]);
  });
});
