# Builds the server from the repository: docker build -t leanrx .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Compiled ahead (ReadyToRun): whoever waits for a node that starts or joins a cluster waits less.
RUN dotnet publish src/LeanRx.Cli -c Release -o /app --use-current-runtime --self-contained false -p:PublishReadyToRun=true -p:UseAppHost=false --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
# The user that the base image has for programs such as this one.
RUN mkdir -p /data && chown 1654:1654 /data
ENV LeanRx__Url=http://0.0.0.0:5454 LeanRx__Data=/data LeanRx__LogFormat=Json LeanRx__LogLevel=Information DOTNET_EnableDiagnostics=0
USER 1654:1654
VOLUME /data
EXPOSE 5454
ENTRYPOINT ["dotnet", "/app/LeanRx.Cli.dll"]
CMD ["serve"]
