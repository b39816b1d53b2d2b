{{- define "pm1.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "pm1.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "pm1.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "pm1.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "pm1.selectorLabels" -}}
app.kubernetes.io/name: {{ include "pm1.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "pm1.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "pm1.selectorLabels" . }}
{{- with .Values.image.tag }}
app.kubernetes.io/version: {{ trunc 63 . | trimSuffix "-" | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Of a pod: without the chart's version, or a new chart would replace pods that are as they should be. */ -}}
{{- define "pm1.podLabels" -}}
{{ include "pm1.selectorLabels" . }}
{{- with .Values.image.tag }}
app.kubernetes.io/version: {{ trunc 63 . | trimSuffix "-" | quote }}
{{- end }}
{{- with merge (dict) .Values.podLabels .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "pm1.image" -}}
{{- $repository := required "image.repository is empty: name the image to run, --set image.repository=..." .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (required "image.tag is empty: name the version to run, --set image.tag=..., or a digest" .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- /* The image that pm1 is copied from: by default of the version that this chart was made for. */ -}}
{{- define "pm1.installImage" -}}
{{- with .Values.pm1.install.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Where the binary is in the app's container. */ -}}
{{- define "pm1.binary" -}}
{{- if .Values.pm1.install.enabled -}}
{{- printf "%s/pm1" .Values.pm1.install.mountPath -}}
{{- else -}}
{{- .Values.pm1.path -}}
{{- end -}}
{{- end -}}
