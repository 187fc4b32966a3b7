using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("AV.realtime.version", "AV.realtime.version：版本号", "S107",
    English = "The client tells its version.",
    Chinese = "客户端给出自己的版本号。")]
public sealed class Version : Scenario
{
    protected override Task PlayAsync()
    {
        var version = LeanClient.Version;
        Same(3, version.Split('.').Length);
        return Task.CompletedTask;
    }
}
