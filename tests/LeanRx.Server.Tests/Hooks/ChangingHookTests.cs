using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>A hook is asked before a conversation or a message is changed, whichever way that is requested.</summary>
public class ChangingHookTests() : HookTest(HookPoints.MessageUpdating | HookPoints.ConversationCreating | HookPoints.MembersAdding
    | HookPoints.MembersRemoving | HookPoints.ConversationUpdating)
{
    [Fact]
    public void A_creation_is_asked_about_with_its_members_and_columns_and_not_again_about_adding_them()
    {
        var frame = new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = ["Spike"],
            Attributes = Moves.Json("""{"name":"Tom & Spike","attr":{"a":1}}"""),
        };
        Tom.Send(frame);
        Pass();

        var asked = Assert.IsType<ConversationCreating>(Assert.Single(Hook.Asked));
        Assert.Equal(("demo", "Tom", ConversationKind.Normal), (asked.ApplicationId, asked.InitiatedBy, asked.Kind));
        Assert.Equal(["Spike", "Tom"], asked.Members);
        Assert.Equal("Tom & Spike", asked.Columns!.Value.GetProperty("name").GetString());
        Assert.Equal("0", Codes(Tom));
    }

    [Fact]
    public void A_creation_can_be_refused_by_its_creator_as_in_the_guide()
    {
        Hook.Changing = change => change.InitiatedBy == "Tom" ? ConversationDecision.Refuse("Not you.", 9890) : ConversationDecision.Accept;
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Spike"] });
        Pass();

        var error = Assert.IsType<ErrorFrame>(Assert.Single(Tom.TakeAll()));
        Assert.Equal((4305, "CONVERSATION_REJECTED_BY_APP", 9890, "Not you."),
            (error.Code, error.Reason, error.ApplicationCode, error.ApplicationMessage));
        Assert.Single(Done(Operator.Conversations.QueryAsync()));
    }

    [Fact]
    public void The_columns_of_a_creation_and_of_an_update_can_be_replaced()
    {
        Hook.Changing = change => change is ConversationCreating or ConversationUpdating
            ? ConversationDecision.Accept with { Columns = Moves.Json("""{"name":"decent"}""") } : ConversationDecision.Accept;
        var spike = Login("Spike");
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Spike"], Attributes = Moves.Json("""{"name":"x"}""") });
        Pass();
        var created = Assert.IsType<ConversationFrame>(Tom.TakeAll()[0]).ConversationId!;
        spike.TakeAll();
        Assert.Equal("decent", Done(Operator.Conversations.FindAsync(created))!.Name);

        Tom.Send(Update("""{"name":"y"}"""));
        Pass();

        var updated = Assert.IsType<ConversationFrame>(Assert.Single(Tom.TakeAll()));
        Assert.Equal("decent", updated.ModifiedAttributes!.Value.GetProperty("name").GetString());
        Assert.Equal("decent", Assert.IsType<ConversationFrame>(Assert.Single(Jerry.TakeAll())).Attributes!.Value.GetProperty("name").GetString());
    }

    [Fact]
    public void An_existing_unique_conversation_is_found_without_asking()
    {
        var frame = new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"], IsUnique = true };
        Tom.Send(frame);
        Pass();
        Tom.Send(frame);
        Pass();

        Assert.Single(Hook.Asked);
        Assert.Equal(2, Tom.TakeAll().OfType<ConversationFrame>().Count(answer => answer.Operation == ConversationOperations.Started));
    }

    [Fact]
    public void Joining_and_inviting_are_asked_about_for_those_who_are_not_in_yet()
    {
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = Conversation, Members = ["Jerry", "Spike"] });
        Pass();
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = Conversation, Members = ["Jerry", "Spike"] });
        Pass();

        var asked = Assert.IsType<MembersAdding>(Assert.Single(Hook.Asked));
        Assert.Equal(("Tom", Conversation), (asked.InitiatedBy, asked.ConversationId));
        Assert.Equal(["Spike"], asked.ClientIds);
        Assert.Equal("0 0", Codes(Tom));
    }

    [Fact]
    public void Kicking_is_asked_about_and_leaving_is_not()
    {
        Hook.Changing = change => change is MembersRemoving ? ConversationDecision.Refuse(code: 9892) : ConversationDecision.Accept;
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = ["Jerry"] });
        Pass();
        Jerry.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = ["Jerry"] });
        Pass();

        Assert.Equal(["Jerry"], Assert.IsType<MembersRemoving>(Assert.Single(Hook.Asked)).ClientIds);
        Assert.Equal("4305", Codes(Tom));
        Assert.Equal("0", Codes(Jerry));
    }

    [Fact]
    public void Muting_is_asked_about_and_can_be_turned_round()
    {
        Hook.Changing = _ => ConversationDecision.Accept with { IsMuted = false, Columns = Moves.Json("""{"name":"ignored"}""") };
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = Conversation });
        Pass();

        var asked = Assert.IsType<ConversationUpdating>(Assert.Single(Hook.Asked));
        Assert.Equal((true, null), (asked.IsMuted, asked.Columns));
        Assert.False(Assert.IsType<ConversationFrame>(Assert.Single(Tom.TakeAll())).IsMuted);
        var record = Done(Operator.Conversations.FindAsync(Conversation))!;
        Assert.Equal((0, null), (record.Muted.Count, record.Name));
    }

    [Fact]
    public void Entering_a_chat_room_can_be_refused()
    {
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true });
        Pass();
        var room = Assert.IsType<ConversationFrame>(Assert.Single(Tom.TakeAll())).ConversationId!;
        Hook.Changing = _ => ConversationDecision.Refuse();
        Jerry.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Jerry"] });
        Pass();

        Assert.Equal("4305", Codes(Jerry));
        Assert.Equal(["Tom"], Done(Operator.Conversations.FindOccupantsAsync(room)));
    }

    [Fact]
    public void What_a_client_may_not_do_is_not_asked_about()
    {
        var spike = Login("Spike");
        spike.Send(Update("""{"name":"x"}"""));
        spike.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = ["Tom"] });
        spike.Send(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = Conversation });
        Tom.Send(Update("""{"name":[]}"""));
        Pass();

        Assert.Empty(Hook.Asked);
        Assert.DoesNotContain("4305", Codes(spike) + Codes(Tom));
    }

    [Fact]
    public void An_edit_can_be_refused_rewritten_and_is_told_to_its_author_then()
    {
        Say(Tom, "Hi");
        Pass();
        var id = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll())).MessageUid!;
        Jerry.TakeAll();
        Hook.Updating = edit => edit.Body == "bad" ? MessageDecision.Refuse("no", 3) : MessageDecision.Accept with { Body = "decent" };
        Tom.Send(Edit(id, "bad"));
        Pass();
        var error = Assert.IsType<ErrorFrame>(Assert.Single(Tom.TakeAll()));
        Assert.Equal((4405, 3, "no"), (error.Code, error.ApplicationCode, error.ApplicationMessage));
        Jerry.AssertQuiet();

        Tom.Send(Edit(id, "rude"));
        Pass();

        var told = Tom.TakeAll();
        Assert.Equal(PatchOperations.Modified, Assert.IsType<PatchFrame>(told[0]).Operation);
        Assert.Equal("decent", Assert.Single(Assert.IsType<PatchFrame>(told[1]).Patches!).Data);
        Assert.Equal("decent", Assert.Single(Assert.IsType<PatchFrame>(Assert.Single(Jerry.TakeAll())).Patches!).Data);
        Assert.Equal(["bad", "rude"], Hook.Asked.Cast<MessageUpdating>().Select(asked => asked.Body));
    }

    [Fact]
    public void Of_two_edits_the_later_one_holds_also_where_hooks_think_longer_about_the_earlier_one()
    {
        Say(Tom, "Hi");
        Pass();
        var id = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll())).MessageUid!;
        var first = new TaskCompletionSource<MessageDecision>();
        Hook.UpdatingLater = edit => edit.Body == "first" ? new(first.Task) : new(MessageDecision.Accept);
        Tom.Send(Edit(id, "first"));
        Tom.Send(Edit(id, "second"));
        Pass();
        first.SetResult(MessageDecision.Accept);
        Pass();

        Assert.Equal("second", Done(Operator.Messages.FindAsync(Conversation, id))!.Data);
    }

    [Fact]
    public void A_recall_is_asked_about_as_a_recall()
    {
        Say(Tom, "Hi");
        Pass();
        var id = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll())).MessageUid!;
        Tom.Send(Recall(id));
        Pass();

        Assert.True(Assert.IsType<MessageUpdating>(Assert.Single(Hook.Asked)).IsRecall);
        Assert.Equal("0", Codes(Tom));
    }

    [Fact]
    public async Task Operators_are_asked_about_the_same_changes()
    {
        var message = await Operator.Messages.SendAsync(Conversation, new SystemMessage("Tom", "Hi"));
        Hook.Changing = _ => ConversationDecision.Refuse("no", 5);
        Hook.Updating = _ => MessageDecision.Refuse("no", 5);

        Assert.Equal((4305, 5), Refused(() => Operator.Conversations.CreateAsync(new NewConversation { Members = ["Spike"] })));
        Assert.Equal((4305, 5), Refused(() => Operator.Conversations.AddMembersAsync(Conversation, ["Spike"])));
        Assert.Equal((4305, 5), Refused(() => Operator.Conversations.RemoveMembersAsync(Conversation, ["Jerry"])));
        Assert.Equal((4305, 5), Refused(() => Operator.Conversations.UpdateAsync(Conversation, Moves.Json("""{"name":"x"}"""))));
        Assert.Equal((4305, 5), Refused(() => Operator.Conversations.ChangeAsync(Conversation, new ConversationChange { AddedMembers = ["Spike"] })));
        Assert.Equal((4305, 5), Refused(() => Operator.Conversations.MuteAsync(Conversation, ["Tom"])));
        Assert.Equal((4405, 5), Refused(() => Operator.Messages.ModifyAsync(Conversation, message.Id, "Ho")));
        Assert.Equal((4405, 5), Refused(() => Operator.Messages.RecallAsync(Conversation, message.Id)));

        Assert.Equal(["ConversationCreating", "MembersAdding", "MembersRemoving", "ConversationUpdating", "MembersAdding", "ConversationUpdating",
            "MessageUpdating", "MessageUpdating"], Hook.Asked.Select(asked => asked.GetType().Name));
        Assert.All(Hook.Asked.OfType<ConversationChanging>(), asked => Assert.Null(asked.InitiatedBy));
    }

    (int Code, int? ApplicationCode) Refused<T>(Func<ValueTask<T>> call)
    {
        var refusal = Assert.Throws<OperationRefusedException>(() => Done(call()));
        return (refusal.Code, refusal.ApplicationCode);
    }
}
