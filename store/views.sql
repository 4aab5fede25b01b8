-- Views for people who write SQL. The first line of each says what one row is.

create view figures as
-- One row: one figure of a report that counts, with names instead of ids and the address of its evidence.
select
  '/evidence/' || observations.id as evidence,
  authorities.short_name as council,
  indicators.name as measure,
  observations.indicator_text as as_published,
  observations.value,
  observations.unit,
  observations.role,
  observations.period,
  observations.basis,
  observations.numerator,
  observations.denominator,
  observations.operator,
  observations.suppressed,
  observations.symbol,
  observations.rag,
  observations.arrow,
  observations.comparator,
  observations.direction,
  observations.value_text,
  observations.origin,
  observations.method,
  observations.period_start,
  observations.period_end,
  reports.report_period,
  reports.title as report,
  observations.page,
  indicators.service_area,
  indicators.polarity,
  labels.method as named_by,
  labels.score as name_score,
  labels.status as name_status,
  observations.second_reading,
  observations.confidence,
  observations.note,
  observations.correction,
  observations.latest,
  observations.id,
  observations.authority_id,
  observations.indicator_id,
  observations.label_id,
  observations.document_id,
  observations.report_id
from observations
join reports on reports.id = observations.report_id and reports.same_as is null
left join authorities on authorities.id = observations.authority_id
left join indicators on indicators.id = observations.indicator_id
left join labels on labels.id = observations.label_id;

create view latest_figures as
-- One row: a council's own latest figure of a measure on one basis, out of the newest report that gives it.
select
  evidence, council, measure, value, unit, numerator, denominator, period, basis, operator, suppressed, symbol, rag,
  arrow, value_text, report_period, report, page, service_area, polarity, note, correction, id, authority_id,
  indicator_id, document_id
from figures
where latest = 1;

create view commentary as
-- One row: one sentence of a report that counts, with its tone, its themes and what stands around it.
select
  authorities.short_name as council,
  reports.report_period,
  reports.title as report,
  passages.page,
  passages.heading,
  passages.kind,
  sentences.text as sentence,
  sentences.tone,
  (
    select group_concat(theme, ', ')
    from (select theme from sentence_themes where sentence_id = sentences.id order by score desc, theme)
  ) as themes,
  (
    select count(*) from observations where observations.sentence_id = sentences.id
  ) as figures,
  (
    select '/evidence/' || min(+observations.id) from observations where observations.sentence_id = sentences.id
  ) as evidence,
  '/document/' || sentences.document_id || coalesce('/page/' || passages.page, '') as in_document,
  passages.text as passage,
  sentences.id,
  reports.authority_id,
  sentences.document_id,
  sentences.passage_id,
  sentences.number
from sentences
join passages on passages.id = sentences.passage_id
join reports on reports.id = passages.report_id and reports.same_as is null
left join authorities on authorities.id = reports.authority_id;

create view themes_by_month as
-- One row: one theme in what a council's reports on one month say: how many of their n sentences have it, and their tone.
with said as (
  select reports.authority_id, substr(reports.report_period, -7) as month, sentences.id, sentences.tone
  from sentences
  join passages on passages.id = sentences.passage_id
  join reports on reports.id = passages.report_id and reports.same_as is null
),
of_all as (
  select authority_id, month, count(*) as n
  from said
  group by authority_id, month
),
of_theme as (
  select
    said.authority_id, said.month, sentence_themes.theme, count(*) as sentences, sum(said.tone = 'better') as better,
    sum(said.tone = 'worse') as worse
  from said
  join sentence_themes on sentence_themes.sentence_id = said.id
  group by said.authority_id, said.month, sentence_themes.theme
)
select
  authorities.short_name as council,
  of_all.month,
  themes.id as theme,
  round(100.0 * coalesce(of_theme.sentences, 0) / of_all.n, 1) as share_pct,
  coalesce(of_theme.sentences, 0) as sentences,
  of_all.n,
  coalesce(of_theme.better, 0) as better,
  coalesce(of_theme.worse, 0) as worse,
  themes.meaning,
  of_all.authority_id
from of_all
cross join themes
left join of_theme
  on of_theme.authority_id is of_all.authority_id and of_theme.month is of_all.month and of_theme.theme = themes.id
left join authorities on authorities.id = of_all.authority_id;

create view figures_with_neighbours as
-- One row: one figure beside its company by one source (printed in the paper, official, or the neighbours' own papers).
select
  authorities.short_name as council,
  indicators.name as measure,
  comparisons.period,
  comparisons.basis,
  comparisons.source,
  comparisons.value,
  indicators.unit,
  comparisons.neighbour_mean,
  comparisons.neighbour_median,
  comparisons.neighbours_with_a_figure,
  comparisons.neighbour_model,
  comparisons.regional,
  comparisons.national,
  comparisons.best,
  comparisons.top_quartile,
  comparisons.rank,
  comparisons.ranked,
  comparisons.quartile,
  comparisons.vintage,
  comparisons.comparison_period,
  indicators.polarity,
  '/evidence/' || comparisons.observation_id as evidence,
  comparisons.authority_id,
  comparisons.indicator_id,
  comparisons.observation_id
from comparisons
left join authorities on authorities.id = comparisons.authority_id
left join indicators on indicators.id = comparisons.indicator_id;
