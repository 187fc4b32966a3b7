using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("calls before the connection is open", "连接建立之前的调用", "S167 D4",
    English = "The guide calls room right after construction; here such calls wait until the client is connected.",
    Chinese = "指南里构造之后立刻调用 room；这里的调用会等到连接成功再执行。")]
public sealed class BeforeOpen : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = Client("abc123");
        var creating = realtime.CreateRoomAsync(["LeanCloud01", "LeanCloud02"]);
        True(!creating.IsCompleted);

        await realtime.OpenAsync();
        var room = await creating;
        Same(["abc123", "LeanCloud01", "LeanCloud02"], room.Members);
    }
}
