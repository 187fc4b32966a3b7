using Guide.Playing;

namespace LeanRx.Guide.Tests;

[Scenario("a truth", "真", "S13 S14", English = "What is shown is so.", Chinese = "展示的就是事实。")]
public sealed class Truth : Scenario
{
    protected override Task PlayAsync()
    {
        Same([1, 2], new List<int> { 1, 2 });
        return Task.CompletedTask;
    }
}
