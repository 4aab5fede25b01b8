"""The SQL behind the site's own pages, each statement named. One row is what its name says."""

COUNTS = """
select
  (select count(*) from documents where status <> 'failed') as documents,
  (select coalesce(sum(pages), 0) from documents) as pages,
  (
    select count(*) from observations where report_id in (select id from reports where same_as is null)
  ) as figures,
  (
    select count(*) from observations
    where indicator_id is not null and report_id in (select id from reports where same_as is null)
  ) as named,
  (select count(distinct indicator_id) from observations) as measures,
  (select count(distinct authority_id) from reports) as councils,
  (select count(*) from passages) as passages,
  (select count(*) from labels where status = 'to review') as to_review,
  (select count(*) from findings) as findings
"""

FAILED_DOCUMENTS = """
select id, filename, error from documents where status = 'failed' order by filename
"""

REPORTS = """
select
  reports.id, reports.document_id, reports.authority_id, reports.title, reports.report_period, reports.meeting_date,
  reports.committee, documents.filename, documents.status, documents.source, documents.licence,
  authorities.short_name as council,
  (select count(*) from observations where observations.report_id = reports.id) as figures,
  other.document_id as counts_instead
from reports
join documents on documents.id = reports.document_id
left join authorities on authorities.id = reports.authority_id
left join reports as other on other.id = reports.same_as
where :authority is null or reports.authority_id = :authority
order by council is null, council, reports.report_period, reports.same_as is not null, documents.filename
"""

GAPS = """
select authority_id, report_period, status, why
from coverage
where status <> 'held' and (:authority is null or authority_id = :authority)
"""

MEASURES_HELD = """
select indicators.id, indicators.name, indicators.service_area, count(distinct observations.authority_id) as councils
from observations
join indicators on indicators.id = observations.indicator_id
where observations.role = 'actual'
group by indicators.id
order by indicators.service_area, indicators.name
"""

COUNCILS_HELD = """
select distinct authorities.id, authorities.short_name as name
from reports
join authorities on authorities.id = reports.authority_id
order by name
"""

BUILD = """
select key, value from build where key in ('built_at', 'reader', 'catalogue', 'reference') order by key
"""

AUTHORITY = """
select * from authorities where id = :authority
"""

NEIGHBOURS = """
select
  statistical_neighbours.model, statistical_neighbours.rank, authorities.id, authorities.short_name,
  exists (select 1 from reports where reports.authority_id = authorities.id) as held
from statistical_neighbours
join authorities on authorities.id = statistical_neighbours.neighbour_id
where statistical_neighbours.authority_id = :authority
order by statistical_neighbours.model desc, statistical_neighbours.rank
"""

LATEST_FIGURES = """
select * from latest_figures where authority_id = :authority order by service_area, measure, unit, basis
"""

COMPANY = """
select
  comparisons.indicator_id, comparisons.period, comparisons.basis, comparisons.source, comparisons.neighbour_mean,
  comparisons.neighbours_with_a_figure, comparisons.national, comparisons.quartile, comparisons.observation_id,
  coalesce(comparisons.comparison_period, comparisons.period) as year, comparisons.vintage, comparisons.neighbour_model
from comparisons
where comparisons.authority_id = :authority and comparisons.source = 'official'
"""

LABELS_TO_REVIEW = """
select labels.id, labels.text, labels.heading, count(observations.id) as figures
from labels
left join observations on observations.label_id = labels.id
where labels.authority_id = :authority and labels.status = 'to review'
group by labels.id
order by figures desc, labels.text
limit 20
"""

DOCUMENT = """
select documents.*, authorities.short_name as council
from documents
left join authorities on authorities.id = documents.authority_id
where documents.id = :document
"""

DOCUMENT_REPORTS = """
select
  reports.*, authorities.short_name as council,
  (select count(*) from observations where observations.report_id = reports.id) as figures
from reports
left join authorities on authorities.id = reports.authority_id
where reports.document_id = :document
order by reports.number
"""

ALSO_PUBLISHED = """
select
  others.document_id, documents.filename, documents.text_layer, others.first_page, others.last_page,
  others.same_as is null as counts,
  (select count(*) from reports as all_of where all_of.document_id = others.document_id) as of_several,
  reports.number
from reports
join reports as others
  on coalesce(others.same_as, others.id) = coalesce(reports.same_as, reports.id) and others.id <> reports.id
join documents on documents.id = others.document_id
where reports.id = :report or reports.document_id = :document
order by reports.number, counts desc, documents.filename
"""

DOCUMENT_PAGES = """
select
  pages.*,
  (select count(*) from observations o where o.document_id = pages.document_id and o.page = pages.number) as figures,
  (
    select count(*) from observations o
    where o.document_id = pages.document_id and o.page = pages.number and o.indicator_id is null
  ) as unnamed,
  (select count(*) from rejections r where r.document_id = pages.document_id and r.page = pages.number) as rejected,
  (select count(*) from redactions r where r.document_id = pages.document_id and r.page = pages.number) as redacted,
  (
    select count(*) from tables t
    where t.document_id = pages.document_id and pages.number between t.first_page and t.last_page
  ) as tables
from pages
where pages.document_id = :document
order by pages.number
"""

DOCUMENT_PROBLEMS = """
select place, message from problems where document_id = :document order by number
"""

DOCUMENT_FINDINGS = """
select
  findings.id, findings.rule, findings.severity, findings.message, findings.page,
  (
    select observation_id from finding_observations where finding_id = findings.id order by place limit 1
  ) as observation_id
from findings
where findings.document_id = :document
order by case findings.severity when 'error' then 0 when 'warning' then 1 else 2 end, findings.page
"""

PAGE = """
select * from pages where document_id = :document and number = :page
"""

PAGE_FIGURES = """
select
  observations.*, indicators.name as measure
from observations
left join indicators on indicators.id = observations.indicator_id
left join sentences on sentences.id = observations.sentence_id
where observations.document_id = :document and observations.page is :page
order by observations.top, observations.x0, sentences.number, observations.row, observations.col, observations.id
"""

PAGE_REJECTIONS = """
select * from rejections where document_id = :document and page is :page order by top, x0
"""

PAGE_REDACTIONS = """
select * from redactions where document_id = :document and page = :page order by top, x0
"""

EVIDENCE = """
select
  observations.*,
  documents.filename, documents.title as document_title, documents.source, documents.path, documents.licence,
  coalesce(reports.meeting_date, documents.meeting_date) as meeting_date,
  coalesce(reports.committee, documents.committee) as committee, documents.pages as document_pages,
  reports.title as report, reports.report_period, reports.first_page as report_first_page,
  authorities.short_name as council,
  indicators.name as measure, indicators.definition, indicators.service_area, indicators.polarity,
  labels.text as label, labels.method as label_method, labels.score as label_score, labels.status as label_status,
  labels.heading as label_heading, labels.candidates,
  pages.width, pages.height,
  tables.heading as table_heading, tables.header_rows, tables.rows as table_rows, tables.cols as table_cols,
  tables.number as table_number,
  sentences.text as sentence, sentences.number as sentence_number, sentences.boxes as sentence_boxes, sentences.tone,
  passages.heading as passage_heading, passages.text as passage, passages.kind as passage_kind
from observations
join documents on documents.id = observations.document_id
left join reports on reports.id = observations.report_id
left join authorities on authorities.id = observations.authority_id
left join indicators on indicators.id = observations.indicator_id
left join labels on labels.id = observations.label_id
left join pages on pages.document_id = observations.document_id and pages.number = observations.page
left join tables on tables.id = observations.table_id
left join sentences on sentences.id = observations.sentence_id
left join passages on passages.id = sentences.passage_id
where observations.id = :observation
"""

ROW_CELLS = """
select row, col, row_span, col_span, text, is_header
from cells
where table_id = :table and (row < :header_rows or (row <= :row and row + row_span > :row))
order by row, col
"""

SAME_PLACE = """
select observations.*, indicators.name as measure
from observations
left join indicators on indicators.id = observations.indicator_id
where observations.id <> :observation and observations.document_id = :document
  and (
    (:sentence is not null and observations.sentence_id = :sentence)
    or (:sentence is null and observations.table_id = :table and observations.row = :row)
  )
order by observations.col, observations.x0, observations.id
"""

SAME_MEASURE = """
select
  min(figures.id) as id, figures.value, figures.unit, figures.value_text, figures.suppressed, figures.period,
  figures.basis, figures.report_period, figures.report, min(figures.page) as page, count(*) as times
from figures
where figures.authority_id = :authority and figures.indicator_id = :indicator and figures.role = :role
  and figures.id <> :observation
group by figures.value, figures.unit, figures.suppressed, figures.period, figures.basis, figures.report_period
order by figures.period_end desc, figures.report_period desc
limit 24
"""

EVIDENCE_COMPANY = """
select * from comparisons where observation_id = :observation order by source
"""

EVIDENCE_FINDINGS = """
select findings.rule, findings.severity, findings.message
from finding_observations
join findings on findings.id = finding_observations.finding_id
where finding_observations.observation_id = :observation
order by findings.rule, findings.message
"""
