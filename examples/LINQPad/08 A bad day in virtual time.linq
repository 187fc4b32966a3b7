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

// A day with a dead network and a restart of the server, in a moment. Change the plan and see what Jerry hears.
var world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch), new VirtualWorldOptions { Seed = 7 });
var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
jerry.Messages.OfType<TextMessage>().Select(message => $"{world.Clock.Now:HH:mm:ss}  {message.Text}").Dump("Jerry hears");
jerry.StateChanges.Select(state => $"{world.Clock.Now:HH:mm:ss}  {state.GetType().Name}").Dump("Jerry's connection");

var plan = new FaultPlan(
    new HalfOpenFault(TimeSpan.FromHours(8), "Jerry"),
    new ServerRestartFault(TimeSpan.FromHours(12)),
    new RefusedDialsFault(TimeSpan.FromHours(18), TimeSpan.FromMinutes(10)),
    new CutFault(TimeSpan.FromHours(18.1)));
plan.Dump("the plan");
plan.ApplyTo(world);

for (var hour = 1; hour <= 24; hour++)
{
    world.AdvanceBy(TimeSpan.FromHours(1));
    _ = chat.SendAsync($"It is {hour} o'clock");
}
world.AdvanceBy(TimeSpan.FromMinutes(5));
