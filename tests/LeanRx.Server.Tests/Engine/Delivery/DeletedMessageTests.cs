using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Messages whose stored copy an operator deletes (protocol.md §10.1).</summary>
public class DeletedMessageTests
{
    [Fact]
    public async Task A_deleted_message_is_in_no_history_and_nobody_is_told()
    {
        await using var world = new World();
        var (id, tom, jerry) = await ChatAsync(world);
        var (first, second) = (tom.Say(id, "1").MessageUid!, tom.Say(id, "2").MessageUid!);
        jerry.TakeAll();

        await world.Operator().Messages.DeleteAsync(id, second);

        jerry.AssertQuiet();
        Assert.Equal([first], jerry.Ask<LogsFrame>(new LogsFrame { ConversationId = id }).Items!.Select(item => item.MessageId));
        Assert.Null(await world.Operator().Messages.FindAsync(id, second));
        Assert.Equal(4404, (await Assert.ThrowsAsync<OperationRefusedException>(async () => await world.Operator().Messages.DeleteAsync(id, second))).Code);
        Assert.Equal(4303, (await Assert.ThrowsAsync<OperationRefusedException>(async () => await world.Operator()
            .Messages.DeleteAsync("nowhere", first))).Code);
    }

    [Fact]
    public async Task A_conversation_goes_back_to_the_message_before()
    {
        await using var world = new World();
        var (id, tom, _) = await ChatAsync(world);
        tom.Say(id, "1");
        var last = (await world.Operator().Conversations.FindAsync(id))!.LastMessageAt;
        world.Pass(TimeSpan.FromMinutes(1));
        var second = tom.Say(id, "2").MessageUid!;

        await world.Operator().Messages.DeleteAsync(id, second);

        Assert.Equal(last, (await world.Operator().Conversations.FindAsync(id))!.LastMessageAt);
        Assert.Equal(last, (await world.Store.Conversations.FindAsync("demo", id))!.LastMessageAt);
    }

    [Theory]
    [InlineData(Dialect.OfflineMessages)]
    [InlineData(Dialect.UnreadCountsUntilRead)]
    public async Task A_deleted_message_is_not_told_at_the_next_login(Dialect dialect)
    {
        await using var world = new World();
        var (id, tom, jerry) = await ChatAsync(world);
        jerry.Drop();
        var only = tom.Say(id, "1").MessageUid!;

        await world.Operator().Messages.DeleteAsync(id, only);

        world.Login("jerry", dialect).AssertQuiet();
    }

    [Fact]
    public async Task Nobody_waits_for_a_deleted_message()
    {
        await using var world = new World();
        var (id, tom, jerry) = await ChatAsync(world);
        string[] ids = [tom.Say(id, "1").MessageUid!, tom.Say(id, "2").MessageUid!, tom.Say(id, "3").MessageUid!];
        jerry.TakeAll();
        jerry.Send(new AckFrame { ConversationId = id, MessageId = ids[1] });

        await world.Operator().Messages.DeleteAsync(id, ids[0]);
        jerry.Send(new AckFrame { ConversationId = id, MessageId = ids[2] });
        jerry.Drop();

        world.Login("jerry", Dialect.OfflineMessages).AssertQuiet();
    }

    [Fact]
    public async Task What_was_read_stays_read_when_the_message_behind_it_is_deleted_and_the_server_restarts()
    {
        var store = new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        string id;
        await using (var world = new World(store: store))
        {
            (id, var tom, var jerry) = await ChatAsync(world);
            tom.Say(id, "1");
            var second = tom.Say(id, "2").MessageUid!;
            jerry.Send(new ReadFrame { Marks = [new ReadMark(id, jerry.TakeAll().OfType<DirectFrame>().First().MessageId, world.Now)] });
            await world.Operator().Messages.DeleteAsync(id, second);
        }

        await using var again = new World(store: store);
        again.Login("jerry").AssertQuiet();
        Assert.Equal(0, await again.Operator().Messages.CountUnreadAsync("jerry"));
    }


    static async Task<(string Id, TestDevice Tom, TestDevice Jerry)> ChatAsync(World world)
    {
        var conversation = await world.Operator().Conversations.CreateAsync(new NewConversation { Members = ["tom", "jerry"] });
        return (conversation.Id, world.Login("tom"), world.Login("jerry"));
    }
}
