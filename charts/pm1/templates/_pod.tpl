{{- /* What the kubelet asks, by http or by exec: (list root "ready" "/readyz"). */ -}}
{{- define "pm1.probeAction" -}}
{{- $root := index . 0 -}}
{{- if eq $root.Values.probes.type "exec" -}}
exec:
  command: [{{ include "pm1.binary" $root | quote }}, probe, {{ index . 1 }}]
{{- else -}}
httpGet:
  path: {{ index . 2 }}
  port: admin
{{- end -}}
{{- end -}}

{{- define "pm1.probes" -}}
{{- with .Values.probes.startup }}
{{- if .enabled }}
startupProbe:
  {{- include "pm1.probeAction" (list $ "startup" "/startupz") | nindent 2 }}
  {{- omit . "enabled" | toYaml | nindent 2 }}
{{- end }}
{{- end }}
{{- with .Values.probes.readiness }}
{{- if .enabled }}
readinessProbe:
  {{- include "pm1.probeAction" (list $ "ready" "/readyz") | nindent 2 }}
  {{- omit . "enabled" | toYaml | nindent 2 }}
{{- end }}
{{- end }}
{{- with .Values.probes.liveness }}
{{- if .enabled }}
livenessProbe:
  {{- include "pm1.probeAction" (list $ "live" "/livez") | nindent 2 }}
  {{- omit . "enabled" | toYaml | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Attributes that the collector could not find out by itself, %-encoded where the value is the user's. */ -}}
{{- define "pm1.resourceAttributes" -}}
k8s.namespace.name=$(K8S_NAMESPACE),k8s.pod.name=$(K8S_POD),k8s.pod.uid=$(K8S_POD_UID),k8s.node.name=$(K8S_NODE),k8s.deployment.name={{ include "pm1.fullname" . }},k8s.container.name=app
{{- with .Values.image.tag }},service.version={{ . }}{{ end }}
{{- range $name, $value := .Values.otel.resourceAttributes }},{{ $name }}={{ $value | toString | urlquery | replace "+" "%20" }}{{ end }}
{{- end -}}

{{- define "pm1.env" -}}
- name: K8S_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: K8S_POD
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: K8S_POD_UID
  valueFrom: {fieldRef: {fieldPath: metadata.uid}}
- name: K8S_NODE
  valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: {{ include "pm1.resourceAttributes" . | quote }}
- name: OTEL_SERVICE_NAME
  value: {{ default (include "pm1.fullname" .) .Values.otel.serviceName | quote }}
{{- with .Values.otel.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .Values.otel.protocol }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ . | quote }}
{{- end }}
- name: PM1_TERMINATION_GRACE
  value: {{ .Values.terminationGracePeriodSeconds | toString | quote }}
- name: PM1_ADMIN
  value: {{ printf ":%v" .Values.pm1.adminPort | quote }}
- name: PM1_WORKERS
  value: {{ .Values.app.workers | toString | quote }}
{{- with .Values.pm1.drainDelay }}
- name: PM1_DRAIN_DELAY
  value: {{ . | quote }}
{{- end }}
{{- with .Values.pm1.stopTimeout }}
- name: PM1_STOP_TIMEOUT
  value: {{ . | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "pm1.volumes" -}}
{{- if .Values.tmp.enabled }}
- name: tmp
  emptyDir:
    medium: {{ .Values.tmp.medium | quote }}
    {{- with .Values.tmp.sizeLimit }}
    sizeLimit: {{ . }}
    {{- end }}
{{- end }}
{{- if .Values.pm1.install.enabled }}
- name: pm1
  emptyDir:
    sizeLimit: 64Mi
{{- end }}
{{- end -}}

{{- define "pm1.volumeMounts" -}}
{{- if .Values.tmp.enabled }}
- name: tmp
  mountPath: /tmp
{{- end }}
{{- if .Values.pm1.install.enabled }}
- name: pm1
  mountPath: {{ .Values.pm1.install.mountPath }}
  readOnly: true
{{- end }}
{{- end -}}

{{- define "pm1.installContainer" -}}
{{- if .Values.pm1.install.enabled }}
- name: install-pm1
  image: {{ include "pm1.installImage" . }}
  imagePullPolicy: {{ .Values.pm1.install.image.pullPolicy }}
  command: [/pm1, install, {{ .Values.pm1.install.mountPath }}]
  {{- with .Values.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  resources:
    requests: {cpu: 10m, memory: 32Mi}
    limits: {cpu: 500m, memory: 64Mi}
  volumeMounts:
    - name: pm1
      mountPath: {{ .Values.pm1.install.mountPath }}
{{- end }}
{{- end -}}

{{- define "pm1.topologySpread" -}}
{{- if .Values.topologySpreadConstraints -}}
{{- toYaml .Values.topologySpreadConstraints -}}
{{- else if .Values.topologySpread.enabled -}}
- {{- omit .Values.topologySpread "enabled" | toYaml | nindent 2 }}
  labelSelector:
    matchLabels:
      {{- include "pm1.selectorLabels" . | nindent 6 }}
  {{- if semverCompare ">=1.27.0-0" .Capabilities.KubeVersion.Version }}
  matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end -}}
{{- end -}}
