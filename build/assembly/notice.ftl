<#--
  What a plugin's archive says of the libraries in it.
  dependencyMap: each artifact with the list of its licences.
-->
Sluice
Copyright 2026 The Sluice authors

Licensed under the Apache License, Version 2.0.

This archive carries unmodified jars of other projects, each under its own licence; of several, any
may be chosen. Their sources are where Maven Central says that they are.

<#list dependencyMap as e>
<#assign project = e.getKey()/>
<#if project.groupId != "io.sluice">
${project.groupId}:${project.artifactId}:${project.version}
    ${e.getValue()?join(" or ")}<#if (project.url!"")?has_content>, ${project.url}</#if>

</#if>
</#list>
