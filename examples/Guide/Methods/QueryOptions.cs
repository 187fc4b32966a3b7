using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.query by options", "query：带选项的查询", "S127 S128 S129 S130 S131 S132",
    English = "Conditions, order, limit, skip and compact, with the defaults of the guide.",
    Chinese = "条件、排序、条数、跳过和精简，默认值与指南一致。")]
public sealed class QueryOptions : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        for (var number = 1; number <= 5; number++)
            await (await realtime.CreateConversationAsync(["LeanCloud02"], new() { Name = $"{number}" })).SendAsync("你好");

        var query = new ConversationQuery { Limit = 100, Skip = 2, Compact = false }
            .Where(c => c.Members.Contains("abc123"))
            .OrderByDescending(c => c.LastMessageAt);
        var list = await realtime.QueryConversationsAsync(query);
        Same(3, list.Count);
        Same(["abc123", "LeanCloud02"], list[0].Members);

        var compact = await (await LogInAsync("LeanCloud02")).QueryConversationsAsync(new() { Compact = true });
        Same([], compact[0].Members);

        var defaults = new ConversationQuery();
        Same((null, "-lm", 10, 0, false), (defaults.Condition, defaults.Sort, defaults.Limit, defaults.Skip, defaults.Compact));
    }
}
