using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

public partial class AdversaryTests
{
    [Fact]
    public void An_observer_may_send_and_hears_on()
    {
        var (toms, jerrys) = Chat();
        var answers = new List<Task<MessageAck>>();
        var heard = new List<string>();
        jerrys.Messages.Subscribe(message =>
        {
            heard.Add(Text(message));
            answers.Add(jerrys.SendAsync($"re: {Text(message)}"));
        });
        var back = toms.Messages.Select(Text).Record(_world.Scheduler);
        Say(toms, "1", "2", "3");
        Assert.Equal(["1", "2", "3"], heard);
        back.AssertValues("re: 1", "re: 2", "re: 3");
        Assert.All(answers, answer => Assert.True(answer.IsCompletedSuccessfully));
    }

    [Fact]
    public void An_observer_may_leave_and_others_hear_the_present_message_and_no_further_ones_come()
    {
        var (toms, jerrys) = Chat();
        var leaving = new List<Task>();
        jerrys.Messages.Subscribe(_ => leaving.Add(jerrys.LeaveAsync()));
        var other = jerrys.Messages.Select(Text).Record(_world.Scheduler);
        Say(toms, "1");
        Say(toms, "2");
        other.AssertValues("1");
        Assert.Equal("RanToCompletion", EndOf(Assert.Single(leaving)));
        Assert.DoesNotContain("Jerry", jerrys.Members);
    }

    [Fact]
    public void An_observer_may_dispose_of_the_client_and_the_streams_complete()
    {
        var (toms, jerrys) = Chat();
        var disposing = new List<Task>();
        var ends = new List<string>();
        jerrys.Messages.Subscribe(_ => disposing.Add(_jerry.DisposeAsync().AsTask()), () => ends.Add("messages"));
        _jerry.StateChanges.Subscribe(_ => { }, () => ends.Add("states"));
        _jerry.Frames.Subscribe(_ => { }, () => ends.Add("frames"));
        Say(toms, "1");
        Assert.Equal("RanToCompletion", EndOf(Assert.Single(disposing)));
        Assert.Equal(["frames", "messages", "states"], ends.Order(StringComparer.Ordinal));
        Assert.Equal(1, _world.Network.OpenConnections);
    }

    [Fact]
    public void An_observer_may_subscribe_and_unsubscribe_others_while_it_is_told()
    {
        var (toms, jerrys) = Chat();
        var late = new List<string>();
        var removed = new List<string>();
        var latecomer = new SingleAssignmentDisposable();
        var victim = new SingleAssignmentDisposable();
        jerrys.Messages.Subscribe(message =>
        {
            if (Text(message) == "1")
            {
                latecomer.Disposable = jerrys.Messages.Select(Text).Subscribe(late.Add);
                victim.Dispose();
            }
            if (Text(message) == "3")
                latecomer.Dispose();
        });
        victim.Disposable = jerrys.Messages.Select(Text).Subscribe(removed.Add);
        Say(toms, "1", "2", "3", "4");
        Assert.Equal(["2"], late.Where(text => text is not "3"));
        Assert.DoesNotContain("1", removed);
        Assert.Empty(removed);
    }

    [Fact]
    public void Observers_of_every_stream_that_throw_are_one_fault_each_and_the_others_hear_on()
    {
        var (toms, jerrys) = Chat();
        IObservable<object>[] streams =
        [
            _jerry.Messages, _jerry.MessageChanges, _jerry.MembershipChanges, _jerry.ModerationChanges, _jerry.ConversationUpdates, _jerry.StateChanges,
                _jerry.Frames,
            jerrys.Messages, jerrys.MessageChanges, jerrys.MembershipChanges, jerrys.ModerationChanges, jerrys.Timeline(DateTimeOffset.MinValue),
        ];
        var counts = new int[streams.Length];
        for (var index = 0; index < streams.Length; index++)
        {
            var which = index;
            streams[index].Subscribe(_ => throw new InvalidOperationException($"thrown by {which}"));
            streams[index].Subscribe(_ => counts[which]++);
        }
        for (var round = 0; round < 2; round++)
        {
            var sent = _world.Run(toms.SendAsync("hello"));
            _world.AdvanceBy(Second);
            _world.Run(toms.EditAsync(sent, new TextMessage("hallo")));
            _world.Run(toms.AddMemberAsync($"Mary {round}"));
            _world.Run(toms.SilenceMembersAsync([$"Mary {round}"]));
            _world.Run(toms.UpdateAsync(new ConversationChanges { Name = $"{round}" }));
            _world.Network.Cut("Jerry");
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(Enumerable.Range(0, streams.Length), _faults.Select(fault => int.Parse(fault.Exception!.Message["thrown by ".Length..])).Order());
        Assert.All(_faults, fault => Assert.Equal(FaultKind.Observer, fault.Kind));
        Assert.All(counts, count => Assert.True(count > 1, $"Heard: {string.Join(' ', counts)}"));
        Assert.IsType<ConnectionState.Connected>(_jerry.State);
    }
}
