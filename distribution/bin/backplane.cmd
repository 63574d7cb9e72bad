@echo off
rem Backplane's command line for Windows, through the Java client. "backplane start" runs in this window.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "flags=--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="start" goto start
if "%~1 %~2"=="service run" goto service
"%java%" %flags% -cp "%home%\lib\io.backplane.client.jar;%home%\lib\jline.jar" io.backplane.client.Main %*
exit /b %errorlevel%
:start
"%java%" %flags% --sun-misc-unsafe-memory-access=allow -jar "%home%\lib\io.backplane.launcher.jar" --foreground %2 %3 %4 %5 %6 %7
exit /b %errorlevel%
:service
rem Of a word such as --heap=300 this sees two; the program gets them as they were typed.
set "heap=256"
set "jvm="
set "cp=%home%\lib\io.backplane.host.jar;%home%\bundles\*;%home%\lib\js\*"
set "words="
for /f "tokens=2,*" %%a in ("%*") do set "words=%%b"
:word
if "%~1"=="--heap" set "heap=%~2"
if "%~1 %~2"=="--engine jit" (
  set "jvm=%jvm% -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI -Dbackplane.engine=jit --upgrade-module-path="%home%\lib\jit""
  set "cp=%cp%;%home%\lib\jit\runtime\*"
)
if "%~1"=="--inspect" (
  set "jvm=%jvm% -Dbackplane.inspect=0"
  set "cp=%cp%;%home%\lib\inspect\*"
)
shift
if not "%~1"=="" goto word
"%java%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -Xss64m -Xms24m -Xmx%heap%m -XX:+ExitOnOutOfMemoryError -XX:+DisplayVMOutputToStderr %jvm% -cp "%cp%" io.backplane.host.Main %words%
exit /b %errorlevel%
