/**
 * Within how many working days information has to be public once it is made or changed.
 *
 * ordinary: 政府信息公开条例 Art. 26. Special: decisions of punishment within 7 (国办发〔2018〕118号); what has to go out at
 * once, and the annual report with its date (Art. 49), have no clock of working days and would only flatter the share.
 */
export const disclosureClocks: { ordinary: number; special: Readonly<Record<string, number | null>> } = {
  ordinary: 20,
  special: { 行政处罚: 7, 应急信息: null, 政府信息公开年报: null },
};
