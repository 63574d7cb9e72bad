@echo off
rem Backplane's command line for Windows, through the Java client. "backplane start" runs in this window.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "flags=--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="start" goto start
"%java%" %flags% -cp "%home%\lib\io.backplane.client.jar;%home%\lib\jline.jar" io.backplane.client.Main %*
exit /b %errorlevel%
:start
"%java%" %flags% --sun-misc-unsafe-memory-access=allow -jar "%home%\lib\io.backplane.launcher.jar" --foreground %2 %3 %4 %5 %6 %7
exit /b %errorlevel%
