"""Who had a hand in a payable before somebody lets it go."""

# Who asked for a payable of a vergoeding, advised on it, or decided on it.
HANDEN_VERGOEDING = (
    "SELECT b.opdracht_id, 'vergoeding_aanvragen' AS soort, v.aangevraagd_door AS door"
    " FROM vergoedingboeking b JOIN vergoeding v ON v.id = b.vergoeding_id"
    " UNION SELECT b.opdracht_id, CASE s.stap WHEN 'advies' THEN 'vergoeding_adviseren'"
    " WHEN 'besluit' THEN 'vergoeding_besluiten' ELSE 'vergoeding_vaststellen' END, s.door"
    " FROM vergoedingboeking b JOIN vergoedingstap s USING (vergoeding_id)"
    " WHERE s.stap <> 'vaststelling' OR b.soort = 'vaststelling'"
)
# Who reviewed, asked for, decided on or freed a payable of the run before.
HANDEN_RUN = (
    "WITH eigen AS (SELECT k.opdracht_id FROM betaalregel_opdracht k JOIN betaalregel g ON g.id = k.regel_id"
    " WHERE g.run_id = :id)"
    " SELECT 'betaalcontrole_beoordelen' AS soort, b.door FROM betaalcontrole_besluit b JOIN eigen USING (opdracht_id)"
    f" UNION SELECT soort, door FROM ({HANDEN_VERGOEDING}) v JOIN eigen USING (opdracht_id)"
    " UNION SELECT 'betaling_afhandelen', g.afgehandeld_door FROM betaalregel g"
    " JOIN betaalregel_opdracht k ON k.regel_id = g.id JOIN eigen e ON e.opdracht_id = k.opdracht_id"
    " WHERE g.run_id <> :id AND g.status = 'geweigerd' AND g.afgehandeld_door IS NOT NULL"
)
