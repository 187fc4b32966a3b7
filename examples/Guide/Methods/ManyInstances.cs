using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("several clients side by side", "多实例", "S99",
    English = "Several clients live in one program, each of its own.",
    Chinese = "一个程序里可以有多个客户端，互不影响。")]
public sealed class ManyInstances : Scenario
{
    protected override async Task PlayAsync()
    {
        var abc = await LogInAsync("abc123");
        var def = await LogInAsync("def456");
        await abc.CloseAsync();
        True(def.State is ConnectionState.Connected);
        Same(["def456"], await def.PingAsync(["abc123", "def456"]));
    }
}
