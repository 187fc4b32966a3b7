<Query Kind="Statements">
  <NuGetReference>LeanRx</NuGetReference>
  <NuGetReference>LeanRx.Testing</NuGetReference>
  <Namespace>LeanRx</Namespace>
  <Namespace>LeanRx.Testing</Namespace>
  <Namespace>System.Reactive.Concurrency</Namespace>
  <Namespace>System.Reactive.Linq</Namespace>
  <Namespace>System.Reactive.Threading.Tasks</Namespace>
  <Namespace>System.Threading.Tasks</Namespace>
</Query>

// However fast Tom writes, the screen shows one line a second at most: Sample, on virtual time so that nobody waits.
var clock = new HistoricalScheduler(VirtualClock.Epoch);
var world = new VirtualWorld(clock);
var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));

jerry.Messages.OfType<TextMessage>().Sample(TimeSpan.FromSeconds(1), world.Scheduler).Select(message => message.Text).Dump("once a second");

for (var number = 1; number <= 30; number++)
{
    world.Run(chat.SendAsync($"line {number}"));
    world.AdvanceBy(TimeSpan.FromMilliseconds(100));
}
