import type { Template } from '../../contract/api.js';

const ask = (what: string): string => `【填写：${what}】`;
const paragraphs = (...lines: string[]): string => lines.map((line) => `<p>${line}</p>`).join('');
const item = (head: string, text: string): string => `<p><strong>${head}</strong>：${text}</p>`;
const section = (head: string, ...lines: string[]): string => `<h2>${head}</h2>${paragraphs(...lines)}`;
const signature = paragraphs(ask('发布机构'), ask('成文日期，如2026年1月1日'));

/** A kind's default bears the kind's name. */
const kind = (
  category: string,
  title: string,
  body: string,
  more: Partial<Pick<Template, 'priority' | 'required' | 'metadata'>> = {},
): Template => ({
  name: category,
  category,
  title,
  body,
  priority: 'routine',
  metadata: {},
  required: [],
  ...more,
});

/**
 * Plain frames in the order of what the rules ask a kind to say: 指南 elements by 国办秘函〔2019〕19号, the report's six
 * sections by 国办公开办函〔2021〕30号, periods and where objections go for a 公示.
 */
export const builtInTemplates: readonly Template[] = [
  kind(
    '通知公告',
    `关于${ask('事项')}的通告`,
    paragraphs(
      `为${ask('目的')}，根据${ask('法律法规或文件名称')}，现将有关事项通告如下：`,
      `一、${ask('时间和范围')}`,
      `二、${ask('具体要求')}`,
      `三、咨询电话：${ask('办公电话')}（工作日办公时间）。`,
      '特此通告。',
    ) + signature,
  ),
  kind(
    '公示',
    `关于${ask('公示事项')}的公示`,
    paragraphs(`根据${ask('依据')}，现将${ask('公示事项')}有关情况公示如下：`, ask('公示内容')) +
      item('公示期', `自${ask('起始日期')}至${ask('截止日期')}`) +
      paragraphs(
        '公示期内，如有异议，请以书面或者其他方式向我单位反映，并提供真实姓名、联系方式和有关材料。我单位依法为反映人保密。',
      ) +
      item('受理机构', ask('受理机构')) +
      item('联系电话', ask('办公电话')) +
      item('通信地址', ask('办公地址')) +
      signature,
    { required: ['公示期/公示时间', '电话/联系方式', '地址'] },
  ),
  kind(
    '政策文件',
    `关于印发《${ask('文件名称')}》的通知`,
    paragraphs(`${ask('主送单位')}：`, `现将《${ask('文件名称')}》印发给你们，请结合实际认真贯彻执行。`) +
      signature +
      section(
        ask('文件名称'),
        `第一条　为了${ask('目的')}，根据${ask('上位依据')}，结合本地实际，制定本办法。`,
      ) +
      paragraphs(
        `第二条　${ask('适用范围')}`,
        `第三条　${ask('主要规定')}`,
        `第四条　本办法自${ask('施行日期')}起施行，有效期${ask('年限')}。`,
        '（此件公开发布）',
      ),
    { required: ['施行/实施'] },
  ),
  kind(
    '解读',
    `《${ask('文件名称')}》解读`,
    section('一、背景依据', ask('为什么制定、依据是什么')) +
      section('二、目标任务', ask('要解决什么问题')) +
      section('三、主要内容', ask('主要规定和适用范围')) +
      section('四、新旧政策差异', ask('与以往规定有什么不同；没有的写“首次制定”')) +
      section('五、办理方式', ask('群众和企业怎么办、向谁咨询')) +
      paragraphs(`解读机构：${ask('解读机构')}`, `咨询电话：${ask('办公电话')}`),
    { required: ['背景/依据', '主要内容'] },
  ),
  kind(
    '行政处罚',
    `行政处罚信息公开（${ask('案由')}）`,
    item('处罚决定书文号', ask('文号')) +
      item('被处罚人', ask('单位全称；自然人按规定隐去部分姓名')) +
      item('主要违法事实', ask('违法事实')) +
      item('处罚依据', ask('法律法规名称和条款')) +
      item('处罚内容', ask('处罚种类和金额')) +
      item('作出决定的机关', ask('机关名称')) +
      item('作出决定的日期', ask('日期')),
    { required: ['依据', '处罚'] },
  ),
  kind(
    '应急信息',
    `关于${ask('事件')}的紧急通告`,
    item('发生了什么', ask('事件和原因，只写已经核实的')) +
      item('影响范围', ask('区域和对象')) +
      item('时间', `自${ask('开始时间')}起，预计${ask('结束时间')}恢复`) +
      item('应当采取的措施', ask('请公众怎么做')) +
      item('值守电话', ask('二十四小时值守电话')) +
      paragraphs('情况如有变化，将及时发布。') +
      signature,
    { priority: 'urgent', required: ['时间', '范围', '电话'] },
  ),
  kind(
    '招聘信息',
    `${ask('单位')}公开招聘${ask('岗位')}公告`,
    section('一、招聘岗位和人数', ask('岗位、人数、岗位职责')) +
      section('二、应聘条件', ask('与岗位有关的条件；不得设置与岗位无关的限制')) +
      section(
        '三、报名办法',
        `报名时间：${ask('起止时间')}`,
        `报名方式：${ask('网址或者地点')}`,
        '报名、考试不收取任何费用。',
      ) +
      section('四、考试和聘用', ask('考试、体检、考察、公示的安排')) +
      section('五、咨询和监督', `咨询电话：${ask('办公电话')}`, `监督电话：${ask('监督电话')}`) +
      signature,
    { required: ['岗位', '报名', '电话/咨询'] },
  ),
  kind(
    '办事指南',
    `${ask('事项名称')}办事指南`,
    item('事项名称', ask('事项名称')) +
      item('设定依据', ask('法律法规名称和条款')) +
      item('申请条件', ask('申请条件')) +
      item('办理材料', ask('材料名称、份数、原件或者复印件')) +
      item('办理流程', ask('申请、受理、审查、决定、送达各环节')) +
      item('办理时限', ask('法定时限和承诺时限')) +
      item('收费标准', ask('不收费的写“不收费”')) +
      item('办理机构', ask('办理机构')) +
      item('办理地点', ask('地址、窗口')) +
      item('办理时间', ask('工作日的办公时间')) +
      item('联系电话', ask('办公电话')),
    {
      required: [
        '事项名称/事项',
        '设定依据/依据',
        '申请条件/条件',
        '材料',
        '流程/程序',
        '收费/费用',
        '办理机构/受理机构/机构',
        '地点/地址/窗口',
        '办理时间/办公时间/时间',
        '电话',
      ],
      metadata: { longTerm: true },
    },
  ),
  kind(
    '法制宣传',
    `${ask('法律法规名称')}知多少`,
    paragraphs(`${ask('法律法规名称')}自${ask('施行日期')}起施行。和您有关的规定主要有：`) +
      section('一、规定了什么', ask('用平实的话说明条文，并注明条款')) +
      section('二、怎样遵守', ask('公众应当怎么做')) +
      section('三、到哪里咨询', `咨询电话：${ask('办公电话')}`),
  ),
  kind(
    '政府信息公开年报',
    `${ask('机关名称')}${ask('年份')}年政府信息公开工作年度报告`,
    paragraphs('根据《中华人民共和国政府信息公开条例》第五十条，编制本报告。') +
      section('一、总体情况', ask('主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障')) +
      section('二、主动公开政府信息情况', ask('表格')) +
      section('三、收到和处理政府信息公开申请情况', ask('表格')) +
      section('四、政府信息公开行政复议、行政诉讼情况', ask('表格')) +
      section('五、存在的主要问题及改进情况', ask('问题和改进措施')) +
      section('六、其他需要报告的事项', ask('收取信息处理费等情况；没有的写“无”')),
    {
      required: [
        '总体情况',
        '主动公开政府信息情况',
        '收到和处理政府信息公开申请情况',
        '政府信息公开行政复议、行政诉讼情况',
        '存在的主要问题及改进情况',
        '其他需要报告的事项',
      ],
      metadata: { longTerm: true },
    },
  ),
  kind(
    '工作动态',
    ask('什么单位做了什么事'),
    paragraphs(
      `${ask('日期')}，${ask('单位')}在${ask('地点')}${ask('做了什么')}。`,
      ask('经过和结果，数字要核实'),
      ask('下一步安排'),
    ),
  ),
];
