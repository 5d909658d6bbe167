internal import CellGrid

extension WizardState {
  /// Changes the fields of the chosen line.
  mutating func changeForm(_ change: (inout TargetForm) -> Void) {
    var form = target.form(of: target.current)
    change(&form)
    target.forms[target.current] = form
  }

  /// Opens the fields of the chosen line, and looks into the folders of its paths.
  mutating func openForm() -> [Effect] {
    target.formIsOpen = true
    target.choice = target.current
    changeForm { $0.focus = .host }
    return lookAtPaths()
  }

  /// Looks into the folders of the paths that were not looked into yet.
  mutating func lookAtPaths() -> [Effect] {
    let form = target.form(of: target.current)
    return TargetForm.Field.allCases.flatMap { field -> [Effect] in
      let folder = form.path(field)?.folder
      let known = target.looks[field]?.folder ?? form.folders[field]?.folder
      guard folder != known else { return [] }
      changeForm { $0.folders[field] = nil }
      let earlier = cancel(target.looks.removeValue(forKey: field)?.id)
      guard let folder else { return earlier }
      let id = newEffect()
      target.looks[field] = TargetState.Look(id: id, folder: folder)
      return earlier + [.list(id, folder: folder, of: target.detectedTarget(target.current)?.id)]
    }
  }

  /// Takes what a folder holds, for the field or the list that asked for it.
  mutating func takeListing(_ id: EffectID, _ listing: FolderListing) -> [Effect] {
    if plain?.look?.id == id {
      takePlainListing(listing)
      return []
    }
    if case .chooser(var chooser) = overlay, chooser.looking == id {
      chooser.take(listing)
      overlay = .chooser(chooser)
      return []
    }
    guard let field = target.looks.first(where: { $0.value.id == id })?.key else { return [] }
    target.looks[field] = nil
    changeForm { form in
      if form.path(field)?.folder == listing.folder { form.folders[field] = listing }
    }
    guard target.goesOnAfterLook, target.looks.isEmpty else { return [] }
    return screen == .target && overlay == nil ? TargetScreen.perform(.next, &self) : []
  }
}
