@echo off
rem Starts Adaptation Lab; builds it first when that was never done or when its sources are newer than the build.
setlocal disabledelayedexpansion
set "HARNESS=%~dp0"
for %%I in ("%HARNESS%..") do set "ROOT=%%~fI"
set "JAR=%HARNESS%target\adaptation-lab.jar"
set "ARGS=%HARNESS%target\lab.args"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"

rem PowerShell takes paths from its environment, where they need no quoting. Exit codes: 3 no Java 17, 1 to be built.
rem lab.args names the jar by its full path (backslashes doubled), which is another one after the checkout was moved.
set "CHECK_JAVA=$said = & $env:JAVA -version 2>&1 | Out-String; $major = 0; if ($said -match 'version .(?:1\.)?(\d+)') { $major = [int]$Matches[1] }; if ($major -lt 17) { exit 3 }"
set "CHECK_BUILD=$jar = Get-Item -ErrorAction SilentlyContinue -LiteralPath $env:JAR; if (-not $jar -or -not (Test-Path -LiteralPath $env:ARGS)) { exit 1 }; if (-not (Select-String -Quiet -SimpleMatch -LiteralPath $env:ARGS -Pattern ($env:HARNESS + 'target').Replace('\', '\\'))) { exit 1 }; $newer = Get-ChildItem -Recurse -LiteralPath ($env:HARNESS + 'src\main'), ($env:HARNESS + 'pom.xml'), ($env:ROOT + '\pom.xml') | Where-Object { $_.LastWriteTime -gt $jar.LastWriteTime }; if ($newer) { exit 1 }"
set "LOCK=%HARNESS%target\.build.lock"
call :check
if %ERRORLEVEL% equ 3 (
  echo lab: Java 17 or newer is needed and "%JAVA%" is not; install a JDK 17 or newer, or set JAVA_HOME to it 1>&2
  exit /b 3
)
if %ERRORLEVEL% neq 0 (
  call :build_alone
  if errorlevel 1 exit /b 1
)

rem Commands that read all rows of runs: a million are worth full compilation, and their heap is mostly what stays.
set "ROWS="
for %%C in (compare report merge) do if "%~1"=="%%C" set "ROWS=-XX:TieredStopAtLevel=4 -XX:MaxNewSize=40m"
"%JAVA%" "@%ARGS%" "-Dlab.root=%ROOT%" %ROWS% %LAB_JAVA_OPTS% org.adaptationlab.cli.Main %*
exit /b %ERRORLEVEL%

:check
powershell -NoProfile -Command "%CHECK_JAVA%; %CHECK_BUILD%; exit 0"
exit /b %ERRORLEVEL%

rem One build at a time: Windows lets one process at a time write to a file, and closes it when the process ends, however
rem it does. What a file that another has open makes cmd say goes to nul; what the build says goes to 8, the old 2.
:build_alone
if not exist "%HARNESS%target" mkdir "%HARNESS%target"
set "TAKEN="
set /a WAITED=0
:try_lock
set "CODE=1"
8>&2 2>nul (
  9>"%LOCK%" (
    set "TAKEN=1"
    call :build 2>&8
  )
)
if defined TAKEN exit /b %CODE%
if %WAITED% equ 0 echo lab: waiting for another build ... 1>&2
if %WAITED% geq 1800 (
  echo lab: waited 30 minutes for another build, which has "%LOCK%" open, or this user may not write there 1>&2
  exit /b 1
)
set /a WAITED+=1
ping -n 2 127.0.0.1 >nul
goto try_lock

:build
call :check
if %ERRORLEVEL% equ 0 (
  set "CODE=0"
  exit /b 0
)
echo lab: building ^(first use, or the sources are newer than the build^) ... 1>&2
call mvn -B -f "%ROOT%\pom.xml" -pl harness -am -Dquick -Dmaven.test.skip=true package > "%HARNESS%target\build.log" 2>&1
if errorlevel 1 (
  echo lab: the build failed; the whole log is "%HARNESS%target\build.log" 1>&2
  exit /b 1
)
set "CODE=0"
exit /b 0
