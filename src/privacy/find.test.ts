import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNameFinder, findPersonalData } from './index.ts';

const found = (text: string, known: string[] = []) =>
  findPersonalData(text, createNameFinder(known)).map(({ kind, text: written }) => [kind, written]);

describe('what tells who somebody is', () => {
  test.each([
    ['write to dana.ortiz+crm@juniper.example', ['email', 'dana.ortiz+crm@juniper.example']],
    ['it is dana (at) juniper (dot) example', ['email', 'dana (at) juniper (dot) example']],
    ['call +1 (415) 555-2671 ext. 12 today', ['phone', '+1 (415) 555-2671 ext. 12']],
    ['手机１３８ 1234\u200b 5678，下午联系', ['phone', '１３８ 1234\u200b 5678']],
    ['IBAN DE89 3704 0044 0532 0130 00 please', ['iban', 'DE89 3704 0044 0532 0130 00']],
    ['card 4111-1111-1111-1111 expires soon', ['card', '4111-1111-1111-1111']],
    ['身份证11010519491231002X已核对', ['national_id', '11010519491231002X']],
    ['her SSN is 078-05-1120.', ['national_id', '078-05-1120']],
    ['NINO QQ 12 34 56 C is not one, AB 12 34 56 C is', ['national_id', 'AB 12 34 56 C']],
    ['DNI 12345678Z', ['national_id', '12345678Z']],
    ['港澳居民证A123456(3)', ['national_id', 'A123456(3)']],
    ['台灣身分證A123456789', ['national_id', 'A123456789']],
    ['护照号码：E12345678', ['passport', 'E12345678']],
    ['born on 3 March 1985 in Leeds', ['birth_date', '3 March 1985']],
    ['1985年3月3日出生', ['birth_date', '1985年3月3日']],
    ['logged in from 2001:db8::8a2e:370:7334', ['ip', '2001:db8::8a2e:370:7334']],
    ['开户行招商银行，账号 1234 5678 9012', ['bank_account', '1234 5678 9012']],
    ['车牌沪A·D12345停在楼下', ['licence_plate', '沪A·D12345']],
    [
      'ship to Flat 3, 12 Baker Street, London NW1 6XE',
      ['address', 'Flat 3, 12 Baker Street, London NW1 6XE'],
    ],
    ['die Rechnung bitte an: Hauptstraße 12, 10115 Berlin', ['address', 'Hauptstraße 12, 10115 Berlin']],
    ['ring 212\u2013555\u20130194 after six', ['phone', '212\u2013555\u20130194']],
    ['desk 03-1234-5678', ['phone', '03-1234-5678']],
    ['会员号：13812345678', ['phone', '13812345678']],
    ['手机一三八零零一三八零零零', ['phone', '一三八零零一三八零零零']],
    ['mobile 1.702.555.0123 after six', ['phone', '1.702.555.0123']],
    ['call 555-0123 when in town', ['phone', '555-0123']],
    [
      'it is seven zero two five five five zero one two three',
      ['phone', 'seven zero two five five five zero one two three'],
    ],
    ['电话：0571—88880000', ['phone', '0571—88880000']],
    ['0912-345-678 台湾手机', ['phone', '0912-345-678']],
    ['138 – 0013 – 8000', ['phone', '138 – 0013 – 8000']],
    ['DOB 3-Apr-85', ['birth_date', '3-Apr-85']],
    ['出生于一九八五年', ['birth_date', '一九八五年']],
    ['写给 张伟@例子.中国', ['email', '张伟@例子.中国']],
    ['jane @ example . com is hers', ['email', 'jane @ example . com']],
    ['邮箱lili@例子.example。谢谢', ['email', 'lili@例子.example']],
    ['card number 4111.1111.1111.1111', ['card', '4111.1111.1111.1111']],
    ['visa4111111111111111', ['card', '4111111111111111']],
    ['IBANDE89370400440532013000', ['iban', 'DE89370400440532013000']],
    ['SIN 046 454 286', ['national_id', '046 454 286']],
    ['社保卡号 123456789012', ['national_id', '123456789012']],
    ['Bel me op 06-12345678', ['phone', '06-12345678']],
    ['(11) 91234-5678, WhatsApp', ['phone', '(11) 91234-5678']],
    ['070-123 45 67 är mitt nummer', ['phone', '070-123 45 67']],
    ['0086 13812345678', ['phone', '0086 13812345678']],
    ['手机号：139_1234_5678', ['phone', '139_1234_5678']],
    ['他电话是一三八，一二三四，五六七八', ['phone', '一三八，一二三四，五六七八']],
    ['IBAN: DE89.3704.0044.0532.0130.00', ['iban', 'DE89.3704.0044.0532.0130.00']],
    ['信用卡2202200112233448有效期09/28', ['card', '2202200112233448']],
    ['charge 5555 - 5555 - 5555 - 4444 tomorrow', ['card', '5555 - 5555 - 5555 - 4444']],
    ['cc#4111111111111111cvv123', ['card', '4111111111111111']],
    ['주민등록번호 900101-1234567', ['national_id', '900101-1234567']],
    ['Emirates ID 784-1990-1234567-1', ['national_id', '784-1990-1234567-1']],
    ['Driving licence MORGA657054SM9IJ', ['national_id', 'MORGA657054SM9IJ']],
    ['驾驶证档案编号 110012345678', ['national_id', '110012345678']],
    ['永久居留身份证 USA110199001011', ['national_id', 'USA110199001011']],
    ['军官证：军字第1234567号', ['national_id', '军字第1234567号']],
    ['护照 E 1234 5678', ['passport', 'E 1234 5678']],
    ['打到建行 6217 0012 3456 7890 123', ['bank_account', '6217 0012 3456 7890 123']],
    ['CLABE 032180000118359719', ['bank_account', '032180000118359719']],
    ['from ::ffff:203.0.113.7', ['ip', '::ffff:203.0.113.7']],
    ['她是1985年3月生', ['birth_date', '1985年3月']],
    ['nacida el 7 de marzo de 1985', ['birth_date', '7 de marzo de 1985']],
    ['plate: KA-01-AB-1234', ['licence_plate', 'KA-01-AB-1234']],
    ['Kennzeichen M-AB 1234', ['licence_plate', 'M-AB 1234']],
    ['沪 A 12345停在楼下', ['licence_plate', '沪 A 12345']],
    ['请寄到浙江省杭州市西湖区文三路478号3栋502室', ['address', '浙江省杭州市西湖区文三路478号3栋502室']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test.each([
    ['order 4111111111111112 left on 2026-03-05 at 10:30'],
    ['订单号 20260301998，运单号 SF1234567890123'],
    ['call our hotline 400-820-8820 or 95588'],
    ['version 1.2.3.4 costs $1,299.00 for 20 seats'],
    ['card 4111 1111 1111 1112, id 110105194912310021'],
    ['invoice 900101-1234567 is due, 单号 900101-14-5678'],
    ['1985年3月生产，2026年3月生效'],
    ['box (10) 2026-2027, 项目 1200-1300-1400-1500'],
    ['call on 12/03/2026 or 2026-11-24 about 0.75-1.5 litres, 20-30 units'],
    ['3 Park options down the street, 2 ways to do it'],
    ['我们在上海市有12家门店，三号楼会议室'],
  ])('nothing in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test.each([
    ['Spoke with Dana about ORTIZ; Dana', ['Dana', 'ORTIZ', 'Dana']],
    ["ortiz, dana's order", ['ortiz, dana']],
    ['will he call Will Young?', ['Will Young']],
    ['王总说王小明不在，xiaoming wang 回头联系小明', ['王', '王小明', 'xiaoming wang', '小明']],
    ['老王同意，老板不同意，王府井', ['王']],
    ['欧阳经理和欧阳修', ['欧阳', '欧阳修']],
  ])('known names in: %s', (text, names) => {
    const known = ['Dana Ortiz', 'Will Young', '王小明', '欧阳修'];
    expect(found(text, known)).toEqual(names.map((name) => ['name', name]));
  });

  test('spans lie in reading order beside each other, whatever the text', () => {
    const piece = fc.constantFrom(
      'Dana',
      '王总',
      '4111 1111 1111 1111',
      'a@b.example',
      '12 High Street',
      ' ',
      '，',
      '1',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 12 }),
        (parts) => {
          const text = parts.join('');
          let end = 0;
          for (const span of findPersonalData(text, createNameFinder(['Dana Ortiz', '王小明']))) {
            expect(span.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(span.start, span.end)).toBe(span.text);
            end = span.end;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
