"""From a record to a committee's agenda and back: requests, decisions carried out, recommendations."""
