using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>A recall is for good, and editing is sending (protocol.md §4.13).</summary>
public sealed class FinalRecallTests : StandingTest
{
    static PatchFrame Modify(string conversation, string messageId, string? data, bool recall = false, bool? mentionAll = null) =>
        new()
        {
            Operation = PatchOperations.Modify,
            Patches = [new PatchItem { ConversationId = conversation, MessageId = messageId, Data = data, IsRecall = recall, MentionAll = mentionAll }]
        };

    string Stored() => Tom.History(Id).Bodies();

    [Fact]
    public void A_recalled_message_is_not_edited_and_a_second_recall_changes_nothing()
    {
        var desk = World.Login("Tom");
        var listener = World.Login("Jerry", capabilities: SessionCapabilities.MessagePatches);
        var message = Tom.Say(Id, "secret").MessageUid!;
        var recalled = Tom.Ask<PatchFrame>(Modify(Id, message, null, recall: true));
        listener.TakeAll();
        World.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorCodes.MessageNotFound, desk.Fail(Modify(Id, message, "secret again")).Code);
        Assert.Equal(recalled.LastPatchTime, desk.Ask<PatchFrame>(Modify(Id, message, null, recall: true)).LastPatchTime);

        listener.AssertQuiet();
        Assert.Equal("""{"_lctype":-127}""", Stored());
    }

    [Fact]
    public void A_body_of_the_recalled_type_is_a_recall_and_as_final()
    {
        var message = Tom.Say(Id, "secret").MessageUid!;
        Tom.Ask<PatchFrame>(Modify(Id, message, """{"_lctype":-127,"_lctext":"words behind it"}"""));

        Assert.Equal("""{"_lctype":-127}""", Stored());
        Assert.Equal(ErrorCodes.MessageNotFound, Tom.Fail(Modify(Id, message, "secret again")).Code);
    }

    [Fact]
    public async Task Operators_do_not_bring_a_recalled_message_back_either()
    {
        var token = TestContext.Current.CancellationToken;
        var listener = World.Login("Jerry", capabilities: SessionCapabilities.MessagePatches);
        var message = Tom.Say(Id, "secret").MessageUid!;
        var first = await World.Operator().Messages.RecallAsync(Id, message, token);
        listener.TakeAll();
        World.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(first, await World.Operator().Messages.RecallAsync(Id, message, token));
        Assert.Equal(ErrorCodes.MessageNotFound,
            (await Assert.ThrowsAsync<OperationRefusedException>(async () => await World.Operator().Messages.ModifyAsync(Id, message, "again", token))).Code);
        Assert.Equal(ErrorCodes.MessageNotFound,
            (await Assert.ThrowsAsync<OperationRefusedException>(async () => await World.Operator()
            .Messages.RewriteAsync(Id, message, "again", cancellationToken: token))).Code);

        listener.AssertQuiet();
        Assert.Equal("""{"_lctype":-127}""", Stored());
    }

    [Theory]
    [InlineData("silenced", ErrorCodes.Silenced)]
    [InlineData("blocked", ErrorCodes.BlockedByConv)]
    [InlineData("removed", ErrorCodes.InvalidMessagingTarget)]
    public void Who_may_not_send_does_not_edit_but_recalls(string how, int code)
    {
        var listener = World.Login("Mary", capabilities: SessionCapabilities.MessagePatches);
        var (edited, recalled) = (Jerry.Say(Id, "nice").MessageUid!, Jerry.Say(Id, "oops").MessageUid!);
        _ = how switch
        {
            "silenced" => (Frame)Tom.Do(Frame(ConversationOperations.AddSilence, "Jerry")),
            "blocked" => Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Jerry")),
            _ => Tom.Do(Frame(ConversationOperations.Remove, "Jerry")),
        };
        Forget();
        listener.TakeAll();

        Assert.Equal(code, Jerry.Say(Id, "abuse").Code);
        Assert.Equal(code, Jerry.Fail(Modify(Id, edited, "abuse")).Code);
        Assert.Equal(code, Jerry.Fail(Modify(Id, edited, "nice", mentionAll: true)).Code);
        listener.AssertQuiet();
        Assert.Equal(PatchOperations.Modified, Jerry.Ask<PatchFrame>(Modify(Id, recalled, null, recall: true)).Operation);

        Assert.True(Assert.Single(listener.Take<PatchFrame>().Patches!).IsRecall);
        Assert.Equal("""nice {"_lctype":-127}""", Stored());
    }

    [Fact]
    public void A_silenced_member_does_not_put_words_into_the_name_either()
    {
        Tom.Do(Frame(ConversationOperations.AddSilence, "Jerry"));

        Assert.Equal(ErrorCodes.Silenced,
            Jerry.Fail(new ConversationFrame
            {
                Operation = ConversationOperations.Update,
                ConversationId = Id,
                Attributes = Moves.Json("""{"name":"abuse"}""")
            }).Code);
    }
}
