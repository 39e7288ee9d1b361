-- Which segment the customer was in when asked, so that results can be told apart by it.
alter table survey_answers add tier text;
update survey_answers a set tier = i.facts ->> 'customerTier'
from survey_invitations i
where i.org_id = a.org_id and i.id = a.invitation_id;
