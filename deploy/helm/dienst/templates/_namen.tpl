{{/* Labels that select the pods of this release. */}}
{{- define "dienst.selectie" -}}
app.kubernetes.io/name: {{ .Values.dienst }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "dienst.labels" -}}
{{ include "dienst.selectie" . }}
app.kubernetes.io/part-of: risb
app.kubernetes.io/version: {{ .Values.image.versie | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "dienst.image" -}}
{{ .Values.image.naam }}:{{ .Values.image.versie }}
{{- end }}

{{/* Variables of the service: plain ones first, then those from the Secret; keys are sorted, so a render is stable. */}}
{{- define "dienst.omgeving" -}}
{{- $prefix := upper .Values.dienst -}}
{{- range $naam, $waarde := .Values.omgeving }}
- name: {{ $prefix }}_{{ $naam }}
  value: {{ $waarde | quote }}
{{- end }}
- name: {{ $prefix }}_API_PORT
  value: "8000"
- name: {{ $prefix }}_BEHEER_PORT
  value: "9000"
{{- range $naam, $sleutel := .Values.geheim.sleutels }}
- name: {{ $prefix }}_{{ $naam }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.geheim.naam }}
      key: {{ $sleutel }}
{{- end }}
{{- end }}

{{- define "dienst.podbeveiliging" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "dienst.containerbeveiliging" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* The only places that can be written to. */}}
{{- define "dienst.schrijfbaar" -}}
- name: tijdelijk
  emptyDir:
    sizeLimit: 1Gi
- name: toestand
  emptyDir:
    sizeLimit: 1Gi
{{- end }}

{{- define "dienst.schrijfbaarOp" -}}
- name: tijdelijk
  mountPath: /tmp
- name: toestand
  mountPath: /var/lib/risb
{{- end }}
