#include "plugins/sdmx_import/json/walk.h"

namespace sdmx_import {

void JsonWalk::Place() {
  in_array_ = !frames_.empty() && frames_.back().array;
  if (in_array_) index_ = frames_.back().next++;
}

void JsonWalk::Value(const JsonValue& value) {
  if (ignored_ > 0) return;
  Place();
  Scalar(frames_.empty() ? kOutside : frames_.back().state, value);
}

void JsonWalk::Key(std::string_view key) {
  if (ignored_ > 0) return;
  key_ = key;
  OnKey(frames_.back().state, key);
}

void JsonWalk::Begin(bool array) {
  if (ignored_ > 0) {
    ignored_++;
    return;
  }
  Place();
  const int state = Enter(frames_.empty() ? kOutside : frames_.back().state, array);
  if (state == kNothing) {
    ignored_ = 1;
  } else {
    frames_.push_back({state, array});
  }
}

void JsonWalk::End() {
  if (ignored_ > 0) {
    ignored_--;
    return;
  }
  const int state = frames_.back().state;
  frames_.pop_back();
  Leave(state);
}

}  // namespace sdmx_import
