@echo off
rem Starts Adaptation Lab; builds it first when that was never done or when its sources are newer than the build.
setlocal enabledelayedexpansion
set "HARNESS=%~dp0"
for %%I in ("%HARNESS%..") do set "ROOT=%%~fI"
set "JAR=%HARNESS%target\adaptation-lab.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

powershell -NoProfile -Command "$jar = Get-Item -ErrorAction SilentlyContinue '%JAR%'; if (-not $jar) { exit 1 }; $newer = Get-ChildItem -Recurse '%HARNESS%src\main','%HARNESS%pom.xml','%ROOT%\pom.xml' | Where-Object { $_.LastWriteTime -gt $jar.LastWriteTime }; if ($newer) { exit 1 }"
if errorlevel 1 (
  echo lab: building ^(first use, or the sources are newer than the build^) ... 1>&2
  if not exist "%HARNESS%target" mkdir "%HARNESS%target"
  call mvn -B -f "%ROOT%\pom.xml" -pl harness -am -Dquick -Dmaven.test.skip=true package > "%HARNESS%target\build.log" 2>&1
  if errorlevel 1 (
    echo lab: the build failed; the whole log is "%HARNESS%target\build.log" 1>&2
    exit /b 1
  )
)

set /p CLASSPATH_ENTRIES=<"%HARNESS%target\classpath.txt"
"%JAVA%" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 "-Dlab.root=%ROOT%" -cp "%JAR%;%CLASSPATH_ENTRIES%" org.adaptationlab.cli.Main %*
exit /b %ERRORLEVEL%
