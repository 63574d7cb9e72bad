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
"%java%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -Xss64m -Xmx256m -XX:+ExitOnOutOfMemoryError -cp "%home%\lib\io.backplane.host.jar;%home%\bundles\*;%home%\lib\js\*" io.backplane.host.Main %3 %4 %5 %6 %7 %8 %9
exit /b %errorlevel%
