/** What screening stopped in a draft, for those who may let it pass. */
export const passing = {
  passing: {
    title: '筛查拦下、不能送审的内容',
    lead: '请逐处核对：应当改的，告诉起草人改；确需公开的，写明理由放行。理由会记入台账，审查时也看得到，请不要写个人信息。',
    own: '这份草稿是您起草的，要由其他人放行。',
    reasonFor: '“{{label}}”可以放行的理由',
    reasonHint: '例如：依法应当公开的经营者联系电话',
    pass: '放行',
    none: '请至少写一处理由',
    done_other: '已放行 {{count}} 处，起草人可以送审',
    ask: '确需保留，请人放行',
    askHint: '确需保留的，可以请有权的人说明理由放行。',
    asked: '已通知有权放行的人',
    notSaved: '草稿还没有保存，暂时不能请人放行。请稍后再试。',
  },
};
