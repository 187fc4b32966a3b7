namespace LeanRx.Interop.Tests;

/// <summary>A cell that failed says enough to find the fault.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_failed_cell_tells_the_scenario_the_pair_the_direction_the_reason_and_what_each_heard_last()
    {
        var failing = new Scenario("a row that fails", async stage =>
        {
            var conversation = await stage.MeetAsync();
            await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "听到了"));
            throw new ScenarioException("the reason");
        });

        var cells = await Matrix.PlayAsync([new Pair(Sdk.LeanRxJson, Sdk.LeanRxProtobuf)], [failing]);

        var told = Assert.Throws<Xunit.Sdk.FailException>(() => Faults.None(cells)).Message;
        Assert.Matches(@"a row that fails, LeanRx JSON ⇄ LeanRx protobuf: Failed rx-\d+ \(LeanRx JSON\) to rxpb-\d+ \(LeanRx protobuf\): the reason", told);
        Assert.Matches(@"rx-\d+ \(LeanRx JSON\)\n(    .*\n)*    answered send .*""id""", told);
        Assert.Matches(@"rxpb-\d+ \(LeanRx protobuf\)(\n    .*)*\n    heard .*听到了", told);
    }
}
